// Generated from the schema by `npm run generate`. Do not edit.

/**
 * One document of a policy file: a policy as the API takes it, the same policy in Kubernetes form, or a PolicyBinding.
 */
export type PolicyDocument = Policy | KubernetesPolicy | PolicyBinding
/**
 * Name of the policy, unique in its workspace. It travels in the URL path, so: lower-case letters, digits, '-', '.' and '_'; not '.', '..' or 'translate'.
 */
export type PolicyName = string
/**
 * HTTP methods. Absent or empty: every method.
 */
export type Operations = string[]
/**
 * URL pattern. A '*' at the end stands for any characters, '/' included: https://api.stripe.com/v1/*
 */
export type Resource = string
/**
 * Risk tags of tools. Matches when the tool carries any one of them.
 */
export type Tags = string[]

/**
 * A policy as the create call of the API takes it.
 */
export interface Policy {
  name: PolicyName
  spec: Spec
}
/**
 * The rules of a policy and the routes that its approvals take.
 */
export interface Spec {
  /**
   * The rules. Their order means nothing: over all rules that match a request deny wins, else approval_required, else allow; a request that no rule matches is denied.
   *
   * @minItems 1
   */
  policies: Rule[]
  /**
   * The routes: who is asked when a rule of this policy requires an approval. The first route that matches serves.
   */
  approvals?: Route[]
}
/**
 * Allows, denies, or asks a human for the requests that it matches.
 */
export interface Rule {
  /**
   * allow: the call goes through. deny: it never does, whatever other rules say. approval_required: a human is asked first.
   */
  permission: 'allow' | 'deny' | 'approval_required'
  operations?: Operations
  resource?: Resource
  tags?: Tags
}
/**
 * Who is asked for which calls, how they are reached, and how long their yes lasts. All selectors that are given must match; none matches everything.
 */
export interface Route {
  /**
   * Name of the route.
   */
  name: string
  /**
   * Tools that the route is for.
   */
  toolIds?: string[]
  /**
   * Capabilities of tools that the route is for.
   */
  capabilities?: string[]
  operations?: Operations
  resource?: Resource
  tags?: Tags
  approvers?: Approvers
  /**
   * How long an approval lasts: 30m, 4h, 1h30m.
   */
  defaultDuration?: string
  delivery?: Delivery
}
/**
 * Who may approve.
 */
export interface Approvers {
  /**
   * Groups whose members may approve.
   */
  groups?: string[]
  /**
   * any (default): one group is enough. all: every group must approve.
   */
  match?: 'any' | 'all'
}
/**
 * Where the request for an approval is sent.
 */
export interface Delivery {
  /**
   * Approval connectors. With mode first_success they are tried in this order.
   */
  connectors?: string[]
  /**
   * How the connectors are used; first_success is the documented mode.
   */
  mode?: string
  /**
   * Whether the request also waits in the console when no connector takes it.
   */
  fallbackToUI?: boolean
}
/**
 * A policy in Kubernetes form. Only its name and its spec are sent.
 */
export interface KubernetesPolicy {
  /**
   * Version of the resource, platform.ai/v1alpha1.
   */
  apiVersion: 'platform.ai/v1alpha1'
  /**
   * Policy, or PolicyBinding.
   */
  kind: 'Policy'
  metadata: Metadata
  spec: Spec
}
/**
 * Name and namespace. Labels and annotations are read and never sent.
 */
export interface Metadata {
  name: PolicyName
  /**
   * Kubernetes namespace, 'default' where absent.
   */
  namespace?: string
  labels?: {
    [k: string]: string
  }
  annotations?: {
    [k: string]: string
  }
}
/**
 * Says which agents a policy is bound to. It is never sent: it tells the analysis who is bound.
 */
export interface PolicyBinding {
  apiVersion: 'platform.ai/v1alpha1'
  kind: 'PolicyBinding'
  metadata: Metadata
  spec: {
    /**
     * The policy that is bound.
     */
    policyRef: {
      name: PolicyName
    }
    /**
     * The agents that the policy is bound to.
     *
     * @minItems 1
     */
    subjects: {
      kind: 'ServiceAccount'
      /**
       * Name of the agent.
       */
      name: string
      /**
       * Namespace of the agent; that of the binding where absent.
       */
      namespace?: string
    }[]
  }
}
