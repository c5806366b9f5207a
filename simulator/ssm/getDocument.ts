import { type GetDocumentRequest, type GetDocumentResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { documentContent } from '../estate/documentContent';
import { isVisible, usedBy } from './documentNames';
import { required } from './input';
import { ssmError, validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const formats = ['YAML', 'JSON', 'TEXT'];

/** By the name that the account uses it by; only the default version, which is the newest here, is kept. */
export function getDocument({ estate }: SsmWorld) {
  return (input: GetDocumentRequest, call: AwsCall): GetDocumentResult => {
    const name = required(input.Name, 'name');
    const { DocumentVersion = '$DEFAULT', VersionName, DocumentFormat } = input;
    if (DocumentFormat !== undefined && !formats.includes(DocumentFormat)) {
      const valid = formats.join(', ');
      throw validationError(DocumentFormat, 'documentFormat', `Member must satisfy enum value set: [${valid}]`);
    }
    const document = estate.documents.find((each) => isVisible(each, call) && usedBy(each, call) === name);
    if (!document) {
      throw ssmError('InvalidDocument', `Document with name ${name} does not exist.`);
    }
    const { version, versionName } = document;
    const isIts = ['$DEFAULT', '$LATEST', version].includes(DocumentVersion);
    if (!isIts || (VersionName !== undefined && VersionName !== versionName)) {
      throw ssmError('InvalidDocumentVersion', 'The document version is not valid or does not exist.');
    }
    const format = DocumentFormat === 'YAML' || DocumentFormat === 'JSON' ? DocumentFormat : document.format;
    return {
      Name: name,
      CreatedDate: new Date(document.createdAt),
      DisplayName: document.displayName ?? undefined,
      VersionName: versionName ?? undefined,
      DocumentVersion: version,
      Status: 'Active',
      Content: documentContent(document, format),
      DocumentType: document.type,
      DocumentFormat: format,
      Requires:
        document.requires.length > 0
          ? document.requires.map(({ name: Name, version: Version }) => ({ Name, Version }))
          : undefined,
      ReviewStatus: document.reviewStatus ?? undefined,
    };
  };
}
