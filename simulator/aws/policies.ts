import { type Estate } from '../estate/machine';
import { type AwsCall, type Caller } from './awsService';
import { baseUserArn } from './credentials';
import { ACTIONS_ON_RESOURCES, resourceArn } from './resourceArns';

/** An identity-based policy, as far as it is simulated: no conditions, and resources only of actions whose calls name theirs. */
export interface PolicyDocument {
  Version?: string;
  Statement: Statement[];
}

interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  /** Names of actions; `*` and `?` stand for others. */
  Action: string[];
  /** `*`, or patterns of ARNs. */
  Resource: string[];
}

/** By the ARN of a user or a role. */
export type PolicyDocuments = Record<string, PolicyDocument>;

/** What a policy says of an action: IAM tells what is denied from what is only not allowed. */
type Decision = 'allowed' | 'denied' | 'notAllowed';

/** Who may do what. A user or a role without a policy may do everything. */
export class Policies {
  private documents: PolicyDocuments = {};

  list(): PolicyDocuments {
    return this.documents;
  }

  /** Puts policies in the place of those that these users and roles had. */
  attach(documents: PolicyDocuments): void {
    this.documents = { ...this.documents, ...documents };
  }

  clear(): void {
    this.documents = {};
  }

  decide({ service, operation, caller, account, region }: AwsCall, input: Record<string, unknown>): Decision {
    const document = this.documents[principalOf(caller)];
    // Whoever has credentials may ask whose they are: IAM doesn't even heed a Deny.
    if (!document || (service === 'sts' && operation === 'GetCallerIdentity')) {
      return 'allowed';
    }
    const action = actionOf(service, operation);
    // What is told of no resource is about all there are.
    const resource = resourceArn(action, input, { account, region }) ?? '*';
    const effects = document.Statement.filter(
      ({ Action, Resource }) =>
        Action.some((pattern) => fits(pattern, action, 'i')) && Resource.some((pattern) => fits(pattern, resource))
    ).map(({ Effect }) => Effect);
    if (effects.includes('Deny')) {
      return 'denied';
    }
    return effects.includes('Allow') ? 'allowed' : 'notAllowed';
  }
}

/** IAM's prefixes where they aren't the name that a service signs with. */
const prefixes: Record<string, string> = { monitoring: 'cloudwatch', tagging: 'tag' };

/** The IAM action of an operation: all that are simulated are called as their operation is. */
export function actionOf(service: string, operation: string): string {
  return `${prefixes[service] ?? service}:${operation}`;
}

/** A session has what its role has. */
function principalOf({ arn }: Caller): string {
  return arn.replace(/^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/.*$/, 'arn:aws:iam::$1:role/$2');
}

function fits(pattern: string, text: string, flags = ''): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, flags).test(text);
}

/** Reads policies from outside, by the ARNs of those whom they are for; throws an Error that names what is wrong. */
export function parsePolicies(estate: Estate, json: unknown): PolicyDocuments {
  const principals = [baseUserArn(estate.accounts[0].id), ...estate.accounts.map(({ readerRole }) => readerRole.arn)];
  return Object.fromEntries(
    Object.entries(objectOf(json, 'policies')).map(([arn, document]) => {
      if (!principals.includes(arn)) {
        throw new Error(`${arn} is none of ${principals.join(', ')}`);
      }
      return [arn, parseDocument(document, arn)];
    })
  );
}

function parseDocument(json: unknown, where: string): PolicyDocument {
  const { Version, Statement } = membersOf(json, ['Version', 'Statement'], where);
  const statements = listOf(Statement).map((statement, i) => parseStatement(statement, `${where}, statement ${i}`));
  return { Version: Version as string | undefined, Statement: statements };
}

function parseStatement(json: unknown, where: string): Statement {
  const { Sid, Effect, Action, Resource } = membersOf(json, ['Sid', 'Effect', 'Action', 'Resource'], where);
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    throw new Error(`${where}: Effect must be Allow or Deny, and is ${JSON.stringify(Effect)}`);
  }
  const actions = listOf(Action);
  const bad = actions.find((action) => typeof action !== 'string' || !/^(\*|[\w-]+:[\w*?]+)$/.test(action));
  if (actions.length === 0 || bad !== undefined) {
    throw new Error(`${where}: Action must be like ssm:ListDocuments, and is ${JSON.stringify(bad ?? Action)}`);
  }
  const resources = parseResources(Resource, actions as string[], where);
  return { Sid: Sid as string | undefined, Effect, Action: actions as string[], Resource: resources };
}

/** Throws an Error where an ARN stands for an action of which it isn't known here what its calls are about. */
function parseResources(json: unknown, actions: string[], where: string): string[] {
  const resources = listOf(json);
  // Partition, service, Region, account and what it is; IAM takes asterisks anywhere but in the service.
  const isArn = (resource: unknown) =>
    typeof resource === 'string' && /^arn:[\w*?-]+:[\w-]+:[\w*?-]*:[\d*?]*:\S+$/.test(resource);
  const bad = resources.find((resource) => resource !== '*' && !isArn(resource));
  if (resources.length === 0 || bad !== undefined) {
    throw new Error(`${where}: Resource must be * or an ARN, and is ${JSON.stringify(bad ?? json)}`);
  }
  const other = actions.find((action) => !ACTIONS_ON_RESOURCES.includes(action));
  if (other !== undefined && resources.some((resource) => resource !== '*')) {
    const known = ACTIONS_ON_RESOURCES.join(' and ');
    throw new Error(
      `${where}: Resource must be * for ${other}, others are simulated of ${known} alone, and is ${JSON.stringify(json)}`
    );
  }
  return resources as string[];
}

/** IAM takes one thing where it takes a list. */
function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function membersOf<Name extends string>(json: unknown, names: Name[], where: string): Partial<Record<Name, unknown>> {
  const object = objectOf(json, where);
  const other = Object.keys(object).find((name) => !names.includes(name as Name));
  if (other !== undefined) {
    throw new Error(`${where}: ${other} is not simulated: only ${names.join(', ')} are`);
  }
  return object as Partial<Record<Name, unknown>>;
}

function objectOf(json: unknown, what: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error(`${what} must be a JSON object`);
  }
  return json as Record<string, unknown>;
}
