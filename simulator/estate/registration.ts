import { type ActivationPurpose } from './activations';
import { type Activation, type Machine, type SsmFacts } from './machine';
import { type Random } from './random';

type Registration = Pick<
  SsmFacts,
  'nodeId' | 'resourceType' | 'sourceType' | 'sourceId' | 'sourceLocation' | 'registeredAt' | 'activationId' | 'iamRole'
>;

interface Activations {
  activation(account: string, region: string, purpose: ActivationPurpose): Activation;
}

/** How SSM came to know a machine, and under which id. Counts it in its activation. */
export function makeRegistration(
  machine: Machine,
  registeredAt: number,
  activations: Activations,
  random: Random
): Registration {
  const { kind, ec2, azure, gcp, account, region } = machine;
  if (ec2) {
    return {
      nodeId: ec2.instanceId,
      resourceType: 'EC2Instance',
      sourceType: 'AWS::EC2::Instance',
      sourceId: ec2.instanceId,
      sourceLocation: null,
      registeredAt: null,
      activationId: null,
      iamRole: null,
    };
  }
  const nodeId = `mi-0${random.hex(16)}`;
  const hybrid = { nodeId, resourceType: 'ManagedInstance' as const, registeredAt };
  const plain = (purpose: ActivationPurpose): Registration => {
    const activation = activations.activation(account, region, purpose);
    activation.registrationsCount++;
    return {
      ...hybrid,
      sourceType: 'AWS::SSM::ManagedInstance',
      sourceId: nodeId,
      sourceLocation: null,
      activationId: activation.activationId,
      iamRole: activation.iamRole,
    };
  };
  if (azure?.path === 'provider') {
    return {
      ...hybrid,
      sourceType: 'Microsoft.Compute/virtualMachines',
      // Azure's own services don't agree on the case of a vmId.
      sourceId: random.chance(0.2) ? azure.vmId.toUpperCase() : azure.vmId,
      sourceLocation: azure.location,
      activationId: null,
      iamRole: 'service-role/AWSSystemsManagerAzureRole',
    };
  }
  if (azure?.path === 'connector') {
    // Its activation is deleted after the registration: the id stays and leads nowhere.
    return { ...plain('azure'), activationId: random.uuid() };
  }
  if (gcp && random.chance(0.5)) {
    return {
      ...hybrid,
      sourceType: 'compute.googleapis.com/Instance',
      sourceId: gcp.instanceId,
      sourceLocation: gcp.zone,
      activationId: null,
      iamRole: 'service-role/AWSSystemsManagerGoogleCloudRole',
    };
  }
  if (kind === 'edge' && random.chance(0.5)) {
    return {
      ...hybrid,
      sourceType: 'AWS::IoT::Thing',
      sourceId: machine.names.hostname,
      sourceLocation: null,
      activationId: null,
      iamRole: 'service-role/GreengrassV2TokenExchangeRole',
    };
  }
  return plain(kind as ActivationPurpose);
}
