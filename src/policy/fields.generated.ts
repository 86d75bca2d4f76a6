// Generated from the schema by `npm run generate`. Do not edit.

/** Level of a policy file → its fields, in the order in which they are written. */
export const GENERATED_FIELDS = {
  policy: [
    { key: 'name', kind: 'text', isRequired: true },
    { key: 'spec', kind: 'object', below: 'spec', isRequired: true },
  ],
  spec: [
    { key: 'policies', kind: 'objects', below: 'rule', isRequired: true, order: 'multiset' },
    { key: 'approvals', kind: 'objects', below: 'route', order: 'sequence' },
  ],
  rule: [
    { key: 'permission', kind: 'text', isRequired: true, values: ['allow', 'deny', 'approval_required'] },
    { key: 'operations', kind: 'texts', order: 'set', isCaseFree: true, isSelector: true },
    { key: 'resource', kind: 'text', isSelector: true },
    { key: 'tags', kind: 'texts', order: 'set', isSelector: true },
  ],
  route: [
    { key: 'name', kind: 'text', isRequired: true },
    { key: 'toolIds', kind: 'texts', order: 'set', isSelector: true },
    { key: 'capabilities', kind: 'texts', order: 'set', isSelector: true },
    { key: 'operations', kind: 'texts', order: 'set', isCaseFree: true, isSelector: true },
    { key: 'resource', kind: 'text', isSelector: true },
    { key: 'tags', kind: 'texts', order: 'set', isSelector: true },
    { key: 'approvers', kind: 'object', below: 'approvers' },
    { key: 'defaultDuration', kind: 'text' },
    { key: 'delivery', kind: 'object', below: 'delivery' },
  ],
  approvers: [
    { key: 'groups', kind: 'texts', order: 'set' },
    { key: 'match', kind: 'text', values: ['any', 'all'], default: 'any' },
  ],
  delivery: [
    { key: 'connectors', kind: 'texts', order: 'sequence' },
    { key: 'mode', kind: 'text' },
    { key: 'fallbackToUI', kind: 'flag' },
  ],
  kubernetesPolicy: [
    { key: 'apiVersion', kind: 'text', isRequired: true },
    { key: 'kind', kind: 'text', isRequired: true },
    { key: 'metadata', kind: 'object', below: 'metadata', isRequired: true },
    { key: 'spec', kind: 'object', below: 'spec', isRequired: true },
  ],
  metadata: [
    { key: 'name', kind: 'text', isRequired: true },
    { key: 'namespace', kind: 'text' },
    { key: 'labels', kind: 'object' },
    { key: 'annotations', kind: 'object' },
  ],
  policyBinding: [
    { key: 'apiVersion', kind: 'text', isRequired: true },
    { key: 'kind', kind: 'text', isRequired: true },
    { key: 'metadata', kind: 'object', below: 'metadata', isRequired: true },
    { key: 'spec', kind: 'object', below: 'policyBinding.spec', isRequired: true },
  ],
  'policyBinding.spec': [
    { key: 'policyRef', kind: 'object', below: 'policyBinding.spec.policyRef', isRequired: true },
    { key: 'subjects', kind: 'objects', below: 'policyBinding.spec.subjects', isRequired: true, order: 'set' },
  ],
  'policyBinding.spec.policyRef': [
    { key: 'name', kind: 'text', isRequired: true },
  ],
  'policyBinding.spec.subjects': [
    { key: 'kind', kind: 'text', isRequired: true },
    { key: 'name', kind: 'text', isRequired: true },
    { key: 'namespace', kind: 'text' },
  ],
} as const
