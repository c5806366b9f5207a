import {
  type DocumentIdentifier,
  type DocumentKeyValuesFilter,
  type ListDocumentsRequest,
  type ListDocumentsResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall, AwsError } from '../aws/awsService';
import { type SsmDocument } from '../estate/machine';
import { isVisible, usedBy } from './documentNames';
import { checkLength, pageOf } from './input';
import { validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

type Test = (document: SsmDocument, wanted: string) => boolean;

const filterKeys: Record<string, Test> = {
  Name: ({ name }, wanted) => name.startsWith(wanted),
  PlatformTypes: ({ platforms }, wanted) => platforms.some((platform) => platform === wanted),
  DocumentType: ({ type }, wanted) => type === wanted,
  TargetType: ({ targetType }, wanted) => targetType === wanted,
};

/** By the one value that a filter on Owner has. */
const owners: Record<string, (document: SsmDocument, account: string) => boolean> = {
  Self: ({ owner }, account) => owner === account,
  Amazon: ({ owner }) => owner === 'Amazon',
  Private: ({ sharedWith }, account) => sharedWith.includes(account),
  // Of those that anybody may use, all here are Amazon's.
  Public: ({ owner }) => owner === 'Amazon',
  ThirdParty: () => false,
};

/** 1 to 50 a page, all filters to hold: the account's own, Amazon's and what other accounts share with it. */
export function listDocuments({ estate }: SsmWorld) {
  return (input: ListDocumentsRequest, call: AwsCall): ListDocumentsResult => {
    const filters = readFilters(input);
    const tests = filters.map((filter) => documentTest(filter, call.account));
    const found = estate.documents.filter(
      (document) => isVisible(document, call) && tests.every((test) => test(document))
    );
    // AWS filters what it has read: a page may be short, or empty.
    const sparse = filters.length > 0;
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call, { sparse });
    return { DocumentIdentifiers: items.map((document) => toIdentifier(document, call)), NextToken: nextToken };
  };
}

/**
 * From Filters, or from the old DocumentFilterList, which has one value a key. Throws for more than one owner, and for more
 * than one tag key.
 */
function readFilters({ Filters, DocumentFilterList }: ListDocumentsRequest): DocumentKeyValuesFilter[] {
  if (Filters && DocumentFilterList) {
    throw validationError('[both]', 'documentFilterList', 'Member must not be used together with filters');
  }
  const filters = Filters ?? DocumentFilterList?.map(({ key, value = '' }) => ({ Key: key, Values: [value] })) ?? [];
  checkLength(filters, 0, 6, 'filters');
  const asked = filters.flatMap(({ Key, Values = [] }) => (Key === 'Owner' ? Values : []));
  if (asked.length > 1) {
    throw validationError(`[${asked.join(', ')}]`, 'filters', 'Only one Owner can be specified in a request');
  }
  if (filters.filter(({ Key }) => Key?.startsWith('tag:')).length > 1) {
    throw invalidFilterKey();
  }
  return filters;
}

/** By its model this error says nothing, not even which key. */
function invalidFilterKey(): AwsError {
  return new AwsError('InvalidFilterKey', '');
}

/** One of a filter's values is enough. */
function documentTest({ Key = '', Values = [] }: DocumentKeyValuesFilter, account: string) {
  const test = testOf(Key, Values, account);
  return (document: SsmDocument) => Values.some((wanted) => test(document, wanted));
}

function testOf(key: string, [owner]: string[], account: string): Test {
  if (key === 'Owner') {
    return ownerTest(owner, account);
  }
  const test = key.startsWith('tag:') ? tagTest(key) : filterKeys[key];
  if (!test) {
    throw invalidFilterKey();
  }
  return test;
}

function ownerTest(wanted: string, account: string): Test {
  const test = owners[wanted];
  if (!test) {
    const valid = Object.keys(owners).join(', ');
    throw validationError(wanted, 'filters.1.member.values', `Member must satisfy enum value set: [${valid}]`);
  }
  return (document) => test(document, account);
}

function tagTest(key: string): Test {
  const tag = key.slice('tag:'.length);
  return ({ tags }, wanted) => tags[tag] === wanted;
}

function toIdentifier(document: SsmDocument, call: AwsCall): DocumentIdentifier {
  return {
    Name: usedBy(document, call),
    CreatedDate: new Date(document.createdAt),
    DisplayName: document.displayName ?? undefined,
    Owner: document.owner,
    VersionName: document.versionName ?? undefined,
    PlatformTypes: document.platforms,
    DocumentVersion: document.version,
    DocumentType: document.type,
    SchemaVersion: document.schemaVersion,
    DocumentFormat: document.format,
    TargetType: document.targetType ?? undefined,
    Tags: Object.entries(document.tags).map(([Key, Value]) => ({ Key, Value })),
    Requires:
      document.requires.length > 0
        ? document.requires.map(({ name: Name, version: Version }) => ({ Name, Version }))
        : undefined,
    ReviewStatus: document.reviewStatus ?? undefined,
    Author: document.author ?? undefined,
  };
}
