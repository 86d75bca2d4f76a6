import type { Check } from '../check.ts'
import { OWN_CHECKS } from '../own-checks.ts'
import { READING_CHECKS } from '../reading-checks.ts'
import { check as allowAnyResource } from './allow-any-resource.ts'
import { check as cleartextHttp } from './cleartext-http.ts'
import { check as duplicatePolicy } from './duplicate-policy.ts'
import { check as effectivelyAnyResource } from './effectively-any-resource.ts'
import { check as emptyApprovers } from './empty-approvers.ts'
import { check as emptyListMeansAll } from './empty-list-means-all.ts'
import { check as filenameMismatch } from './filename-mismatch.ts'
import { check as invalidDuration } from './invalid-duration.ts'
import { check as lowercaseMethod } from './lowercase-method.ts'
import { check as missingHostDelimiter } from './missing-host-delimiter.ts'
import { check as noDeliveryPath } from './no-delivery-path.ts'
import { check as nonCanonicalUrl } from './non-canonical-url.ts'
import { check as opaqueEndpoint } from './opaque-endpoint.ts'
import { check as queryOrFragment } from './query-or-fragment.ts'
import { check as selfApprovalGroup } from './self-approval-group.ts'
import { check as unknownMethod } from './unknown-method.ts'
import { check as unsupportedPattern } from './unsupported-pattern.ts'
import { check as unusedException } from './unused-exception.ts'
import { check as userinfoInResource } from './userinfo-in-resource.ts'
import { check as wildcardNotSuffix } from './wildcard-not-suffix.ts'
import { check as windowTooLong } from './window-too-long.ts'

/** Every check there is. A check that stands here has a page in docs/checks/ whose examples are run. */
export const CHECKS: readonly Check[] = [
  ...READING_CHECKS,
  ...OWN_CHECKS,
  allowAnyResource,
  cleartextHttp,
  duplicatePolicy,
  effectivelyAnyResource,
  emptyApprovers,
  emptyListMeansAll,
  filenameMismatch,
  invalidDuration,
  lowercaseMethod,
  missingHostDelimiter,
  noDeliveryPath,
  nonCanonicalUrl,
  opaqueEndpoint,
  queryOrFragment,
  selfApprovalGroup,
  unknownMethod,
  unsupportedPattern,
  unusedException,
  userinfoInResource,
  wildcardNotSuffix,
  windowTooLong,
]
