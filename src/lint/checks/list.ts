import type { Check } from '../check.ts'
import { CONTROL_CHECKS } from '../control-checks.ts'
import { READING_CHECKS } from '../reading-checks.ts'
import { check as allowAllMethods } from './allow-all-methods.ts'
import { check as allowAnyResource } from './allow-any-resource.ts'
import { check as ambiguousMap } from './ambiguous-map.ts'
import { check as approvalWithoutRoute } from './approval-without-route.ts'
import { check as caseClash } from './case-clash.ts'
import { check as cleartextHttp } from './cleartext-http.ts'
import { check as conflictingRoutes } from './conflicting-routes.ts'
import { check as denyWithoutGrant } from './deny-without-grant.ts'
import { check as duplicatePolicy } from './duplicate-policy.ts'
import { check as duplicateRule } from './duplicate-rule.ts'
import { check as effectivelyAnyResource } from './effectively-any-resource.ts'
import { check as emptyApprovers } from './empty-approvers.ts'
import { check as emptyListMeansAll } from './empty-list-means-all.ts'
import { check as filenameMismatch } from './filename-mismatch.ts'
import { check as grantBesideGuardedPath } from './grant-beside-guarded-path.ts'
import { check as inertCarveOut } from './inert-carve-out.ts'
import { check as invalidDuration } from './invalid-duration.ts'
import { check as lowercaseMethod } from './lowercase-method.ts'
import { check as matchesNothing } from './matches-nothing.ts'
import { check as mergeableRules } from './mergeable-rules.ts'
import { check as missingHostDelimiter } from './missing-host-delimiter.ts'
import { check as neverMatches } from './never-matches.ts'
import { check as noDeliveryPath } from './no-delivery-path.ts'
import { check as noToolMatches } from './no-tool-matches.ts'
import { check as nonCanonicalUrl } from './non-canonical-url.ts'
import { check as notReady } from './not-ready.ts'
import { check as opaqueEndpoint } from './opaque-endpoint.ts'
import { check as overriddenByApproval } from './overridden-by-approval.ts'
import { check as queryOrFragment } from './query-or-fragment.ts'
import { check as redundantRule } from './redundant-rule.ts'
import { check as selfApprovalGroup } from './self-approval-group.ts'
import { check as shadowedByDeny } from './shadowed-by-deny.ts'
import { check as shadowedRoute } from './shadowed-route.ts'
import { check as staleLayer } from './stale-layer.ts'
import { check as tagOnlyAllow } from './tag-only-allow.ts'
import { check as unboundPolicy } from './unbound-policy.ts'
import { check as unknownConnector } from './unknown-connector.ts'
import { check as unknownMethod } from './unknown-method.ts'
import { check as unknownMode } from './unknown-mode.ts'
import { check as unknownPolicy } from './unknown-policy.ts'
import { check as unknownTag } from './unknown-tag.ts'
import { check as unknownTool } from './unknown-tool.ts'
import { check as unreachableRoute } from './unreachable-route.ts'
import { check as unreadableLive } from './unreadable-live.ts'
import { check as unsupportedPattern } from './unsupported-pattern.ts'
import { check as untargetedFile } from './untargeted-file.ts'
import { check as untestedRule } from './untested-rule.ts'
import { check as unusedException } from './unused-exception.ts'
import { check as unusedLayerFile } from './unused-layer-file.ts'
import { check as unusedMap } from './unused-map.ts'
import { check as unusedWider } from './unused-wider.ts'
import { check as unusedWithout } from './unused-without.ts'
import { check as unusualName } from './unusual-name.ts'
import { check as userinfoInResource } from './userinfo-in-resource.ts'
import { check as widerLayer } from './wider-layer.ts'
import { check as wildcardInHost } from './wildcard-in-host.ts'
import { check as wildcardNotSuffix } from './wildcard-not-suffix.ts'
import { check as windowTooLong } from './window-too-long.ts'
import { check as writeWithoutApproval } from './write-without-approval.ts'

/** All checks. Each has a page in docs/checks/, whose examples are run by a test. */
export const CHECKS: readonly Check[] = [
  ...READING_CHECKS,
  ...CONTROL_CHECKS,
  allowAllMethods,
  allowAnyResource,
  ambiguousMap,
  approvalWithoutRoute,
  caseClash,
  cleartextHttp,
  conflictingRoutes,
  denyWithoutGrant,
  duplicatePolicy,
  duplicateRule,
  effectivelyAnyResource,
  emptyApprovers,
  emptyListMeansAll,
  filenameMismatch,
  grantBesideGuardedPath,
  inertCarveOut,
  invalidDuration,
  lowercaseMethod,
  matchesNothing,
  mergeableRules,
  missingHostDelimiter,
  neverMatches,
  noDeliveryPath,
  noToolMatches,
  nonCanonicalUrl,
  notReady,
  unreadableLive,
  opaqueEndpoint,
  overriddenByApproval,
  queryOrFragment,
  redundantRule,
  selfApprovalGroup,
  shadowedByDeny,
  shadowedRoute,
  staleLayer,
  tagOnlyAllow,
  unboundPolicy,
  unknownConnector,
  unknownMethod,
  unknownMode,
  unknownPolicy,
  unknownTag,
  unknownTool,
  unreachableRoute,
  unsupportedPattern,
  untargetedFile,
  untestedRule,
  unusedException,
  unusedLayerFile,
  unusedMap,
  unusedWider,
  unusedWithout,
  unusualName,
  userinfoInResource,
  widerLayer,
  wildcardInHost,
  wildcardNotSuffix,
  windowTooLong,
  writeWithoutApproval,
]
