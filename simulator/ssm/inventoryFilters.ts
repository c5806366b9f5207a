import { type InventoryFilter } from '@aws-sdk/client-ssm';
import { checkLength } from './input';
import { ssmError } from './ssmError';

const operators: Record<string, (found: string, wanted: string) => boolean> = {
  Equal: (found, wanted) => found.toLowerCase() === wanted.toLowerCase(),
  NotEqual: (found, wanted) => found.toLowerCase() !== wanted.toLowerCase(),
  BeginWith: (found, wanted) => found.toLowerCase().startsWith(wanted.toLowerCase()),
  LessThan: (found, wanted) => found.localeCompare(wanted, 'en', { numeric: true }) < 0,
  GreaterThan: (found, wanted) => found.localeCompare(wanted, 'en', { numeric: true }) > 0,
};

interface AttributeTest {
  typeName: string;
  holds(entry: Record<string, string>): boolean;
}

/** `AWS:Application.Name` and the like. Throws InvalidFilter for a key without a type, or an unknown operator. */
export function attributeTest({ Key = '', Values = [], Type = 'Equal' }: InventoryFilter): AttributeTest {
  checkLength(Values, 1, 40, 'filters.1.member.values');
  const [, typeName, attribute] = /^((?:AWS|Custom):[\w]+)\.([\w.]+)$/.exec(Key) ?? [];
  if (!typeName) {
    throw ssmError('InvalidFilter', `The filter key ${Key} is not valid. Use Type.Attribute, as AWS:Application.Name.`);
  }
  if (Type === 'Exists') {
    return { typeName, holds: (entry) => entry[attribute] !== undefined };
  }
  const compare = operators[Type];
  if (!compare) {
    throw ssmError('InvalidFilter', `The filter type ${Type} is not valid.`);
  }
  // Unequal means unequal to all of them; otherwise one that fits is enough.
  const over = Type === 'NotEqual' ? 'every' : 'some';
  return {
    typeName,
    holds: (entry) => {
      const found = entry[attribute];
      return found !== undefined && Values[over]((wanted) => compare(found, wanted));
    },
  };
}
