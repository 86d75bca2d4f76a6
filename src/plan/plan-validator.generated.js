// Generated from the schema by `npm run generate`. Do not edit.
"use strict";
export const validate = validate10;
export default validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://policyctl.invalid/schema/plan.schema.json","type":"object","required":["formatVersion","createdAt","tool","target","git","ledger","summary","steps","phases","access","unmanaged","unknownFields","blocked","guardrails"],"additionalProperties":false,"properties":{"formatVersion":{"type":"integer","const":1},"createdAt":{"type":"string"},"tool":{"type":"string"},"target":{"type":"object","required":["name","endpoint"],"additionalProperties":false,"properties":{"name":{"type":"string"},"endpoint":{"type":"string"}}},"git":{"type":"object","required":["commit","dirty"],"additionalProperties":false,"properties":{"commit":{"type":["string","null"]},"dirty":{"type":"boolean"}}},"ledger":{"type":["string","null"]},"summary":{"type":"object","required":["create","update","delete","unchanged","unmanaged"],"additionalProperties":false,"properties":{"create":{"type":"integer","minimum":0},"update":{"type":"integer","minimum":0},"delete":{"type":"integer","minimum":0},"unchanged":{"type":"integer","minimum":0},"unmanaged":{"type":"integer","minimum":0}}},"steps":{"type":"array","items":{"type":"object","required":["action","policy","file","origin","before","after","beforeFingerprint","afterFingerprint","usedBy","direction"],"additionalProperties":false,"properties":{"action":{"type":"string","enum":["create","update","delete"]},"policy":{"type":"string","pattern":"^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"},"file":{"type":["string","null"]},"origin":{"type":"string","enum":["repository","live","both","unknown"]},"before":{"anyOf":[{"type":"object","required":["policies"],"properties":{"policies":{"type":"array","items":{"type":"object"}},"approvals":{"type":"array","items":{"type":"object"}}}},{"type":"null"}]},"after":{"anyOf":[{"type":"object","required":["policies"],"properties":{"policies":{"type":"array","items":{"type":"object"}},"approvals":{"type":"array","items":{"type":"object"}}}},{"type":"null"}]},"beforeFingerprint":{"anyOf":[{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},{"type":"null"}]},"afterFingerprint":{"anyOf":[{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},{"type":"null"}]},"usedBy":{"type":"array","items":{"type":"string"}},"direction":{"type":"string","enum":["wider","narrower","mixed","rerouted","same"]}}}},"phases":{"type":"array","items":{"type":"object","required":["phase","writes"],"additionalProperties":false,"properties":{"phase":{"type":"string","enum":["tighten","release"]},"writes":{"type":"array","items":{"type":"object","required":["policy","action","spec","fingerprint"],"additionalProperties":false,"properties":{"policy":{"type":"string","pattern":"^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"},"action":{"type":"string","enum":["create","update","delete"]},"spec":{"anyOf":[{"type":"object","required":["policies"],"properties":{"policies":{"type":"array","items":{"type":"object"}},"approvals":{"type":"array","items":{"type":"object"}}}},{"type":"null"}]},"fingerprint":{"anyOf":[{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},{"type":"null"}]}}}}}}},"access":{"type":"array","items":{"type":"object","required":["agents","policies","operations","exceptOperations","resource","exceptResources","withTags","withoutTags","tools","exceptTools","capabilities","exceptCapabilities","before","after","direction","routeBefore","routeAfter","witness","exact"],"additionalProperties":false,"properties":{"agents":{"type":"array","items":{"type":"string"}},"policies":{"type":"array","items":{"type":"string"}},"operations":{"type":"array","items":{"type":"string"}},"exceptOperations":{"type":"array","items":{"type":"string"}},"resource":{"type":"string"},"exceptResources":{"type":"array","items":{"type":"string"}},"withTags":{"type":"array","items":{"type":"string"}},"withoutTags":{"type":"array","items":{"type":"string"}},"tools":{"type":"array","items":{"type":"string"}},"exceptTools":{"type":"array","items":{"type":"string"}},"capabilities":{"type":"array","items":{"type":"string"}},"exceptCapabilities":{"type":"array","items":{"type":"string"}},"before":{"type":"string","enum":["allow","approval_required","deny","none"]},"after":{"type":"string","enum":["allow","approval_required","deny","none"]},"direction":{"type":"string","enum":["wider","narrower","mixed","rerouted"]},"routeBefore":{"anyOf":[{"type":"object","required":["policy","route","name","approvers","duration","delivery"],"additionalProperties":false,"properties":{"policy":{"type":"string"},"route":{"type":"integer","minimum":0},"name":{"type":"string"},"approvers":{"type":"object","required":["groups","match"],"additionalProperties":false,"properties":{"groups":{"type":"array","items":{"type":"string"}},"match":{"type":"string","enum":["any","all"]}}},"duration":{"type":["string","null"]},"delivery":{"type":["object","null"]}}},{"type":"null"}]},"routeAfter":{"anyOf":[{"type":"object","required":["policy","route","name","approvers","duration","delivery"],"additionalProperties":false,"properties":{"policy":{"type":"string"},"route":{"type":"integer","minimum":0},"name":{"type":"string"},"approvers":{"type":"object","required":["groups","match"],"additionalProperties":false,"properties":{"groups":{"type":"array","items":{"type":"string"}},"match":{"type":"string","enum":["any","all"]}}},"duration":{"type":["string","null"]},"delivery":{"type":["object","null"]}}},{"type":"null"}]},"witness":{"type":"object","required":["method","url","tags","tool","capability"],"additionalProperties":false,"properties":{"method":{"type":"string"},"url":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}},"tool":{"type":["string","null"]},"capability":{"type":["string","null"]}}},"exact":{"type":"boolean"}}}},"unmanaged":{"type":"array","items":{"type":"string"}},"unknownFields":{"type":"array","items":{"type":"object","required":["policy","path","value"],"additionalProperties":false,"properties":{"policy":{"type":"string","pattern":"^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"},"path":{"type":"string"},"value":{}}}},"blocked":{"type":"array","items":{"type":"object","required":["policy","guard","message"],"additionalProperties":false,"properties":{"policy":{"anyOf":[{"type":"string","pattern":"^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"},{"type":"null"}]},"guard":{"type":"string","enum":["stale-plan","behind","mass-delete","empty-desired","in-use","protected","live-narrowed","widening","guardrail","unknown-fields","locked"]},"message":{"type":"string"}}}},"guardrails":{"type":"array","items":{"type":"object","required":["name","result","agents","policies","counterexample","because"],"additionalProperties":false,"properties":{"name":{"type":"string"},"result":{"enum":["proven","unproven","violated","matches-nothing"]},"agents":{"type":"integer","minimum":0},"policies":{"type":"integer","minimum":0},"counterexample":{"anyOf":[{"type":"object","required":["method","url","tags","tool","capability"],"additionalProperties":false,"properties":{"method":{"type":"string"},"url":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}},"tool":{"type":["string","null"]},"capability":{"type":["string","null"]},"agent":{"type":"string"},"policies":{"type":"array","items":{"type":"string"}}}},{"type":"null"}]},"because":{"type":"array","items":{"type":"object","required":["policy","rule"],"additionalProperties":false,"properties":{"policy":{"type":"string"},"rule":{"type":"integer","minimum":0}}}}}}}}};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$", "u");
const pattern1 = new RegExp("^sha256:[0-9a-f]{64}$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://policyctl.invalid/schema/plan.schema.json" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((((data.formatVersion === undefined) && (missing0 = "formatVersion")) || ((data.createdAt === undefined) && (missing0 = "createdAt"))) || ((data.tool === undefined) && (missing0 = "tool"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.git === undefined) && (missing0 = "git"))) || ((data.ledger === undefined) && (missing0 = "ledger"))) || ((data.summary === undefined) && (missing0 = "summary"))) || ((data.steps === undefined) && (missing0 = "steps"))) || ((data.phases === undefined) && (missing0 = "phases"))) || ((data.access === undefined) && (missing0 = "access"))) || ((data.unmanaged === undefined) && (missing0 = "unmanaged"))) || ((data.unknownFields === undefined) && (missing0 = "unknownFields"))) || ((data.blocked === undefined) && (missing0 = "blocked"))) || ((data.guardrails === undefined) && (missing0 = "guardrails"))){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
validate10.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.formatVersion !== undefined){
let data0 = data.formatVersion;
const _errs2 = errors;
if(!((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0)))){
validate10.errors = [{instancePath:instancePath+"/formatVersion",schemaPath:"#/properties/formatVersion/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(1 !== data0){
validate10.errors = [{instancePath:instancePath+"/formatVersion",schemaPath:"#/properties/formatVersion/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.createdAt !== undefined){
const _errs4 = errors;
if(typeof data.createdAt !== "string"){
validate10.errors = [{instancePath:instancePath+"/createdAt",schemaPath:"#/properties/createdAt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tool !== undefined){
const _errs6 = errors;
if(typeof data.tool !== "string"){
validate10.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/properties/tool/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
let data3 = data.target;
const _errs8 = errors;
if(errors === _errs8){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if(((data3.name === undefined) && (missing1 = "name")) || ((data3.endpoint === undefined) && (missing1 = "endpoint"))){
validate10.errors = [{instancePath:instancePath+"/target",schemaPath:"#/properties/target/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs10 = errors;
for(const key1 in data3){
if(!((key1 === "name") || (key1 === "endpoint"))){
validate10.errors = [{instancePath:instancePath+"/target",schemaPath:"#/properties/target/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs10 === errors){
if(data3.name !== undefined){
const _errs11 = errors;
if(typeof data3.name !== "string"){
validate10.errors = [{instancePath:instancePath+"/target/name",schemaPath:"#/properties/target/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.endpoint !== undefined){
const _errs13 = errors;
if(typeof data3.endpoint !== "string"){
validate10.errors = [{instancePath:instancePath+"/target/endpoint",schemaPath:"#/properties/target/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs13 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.git !== undefined){
let data6 = data.git;
const _errs15 = errors;
if(errors === _errs15){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing2;
if(((data6.commit === undefined) && (missing2 = "commit")) || ((data6.dirty === undefined) && (missing2 = "dirty"))){
validate10.errors = [{instancePath:instancePath+"/git",schemaPath:"#/properties/git/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs17 = errors;
for(const key2 in data6){
if(!((key2 === "commit") || (key2 === "dirty"))){
validate10.errors = [{instancePath:instancePath+"/git",schemaPath:"#/properties/git/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs17 === errors){
if(data6.commit !== undefined){
let data7 = data6.commit;
const _errs18 = errors;
if((typeof data7 !== "string") && (data7 !== null)){
validate10.errors = [{instancePath:instancePath+"/git/commit",schemaPath:"#/properties/git/properties/commit/type",keyword:"type",params:{type: schema11.properties.git.properties.commit.type},message:"must be string,null"}];
return false;
}
var valid2 = _errs18 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data6.dirty !== undefined){
const _errs20 = errors;
if(typeof data6.dirty !== "boolean"){
validate10.errors = [{instancePath:instancePath+"/git/dirty",schemaPath:"#/properties/git/properties/dirty/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid2 = _errs20 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/git",schemaPath:"#/properties/git/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ledger !== undefined){
let data9 = data.ledger;
const _errs22 = errors;
if((typeof data9 !== "string") && (data9 !== null)){
validate10.errors = [{instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/type",keyword:"type",params:{type: schema11.properties.ledger.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.summary !== undefined){
let data10 = data.summary;
const _errs24 = errors;
if(errors === _errs24){
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
let missing3;
if((((((data10.create === undefined) && (missing3 = "create")) || ((data10.update === undefined) && (missing3 = "update"))) || ((data10.delete === undefined) && (missing3 = "delete"))) || ((data10.unchanged === undefined) && (missing3 = "unchanged"))) || ((data10.unmanaged === undefined) && (missing3 = "unmanaged"))){
validate10.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs26 = errors;
for(const key3 in data10){
if(!(((((key3 === "create") || (key3 === "update")) || (key3 === "delete")) || (key3 === "unchanged")) || (key3 === "unmanaged"))){
validate10.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs26 === errors){
if(data10.create !== undefined){
let data11 = data10.create;
const _errs27 = errors;
if(!((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11)))){
validate10.errors = [{instancePath:instancePath+"/summary/create",schemaPath:"#/properties/summary/properties/create/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs27){
if(typeof data11 == "number"){
if(data11 < 0 || isNaN(data11)){
validate10.errors = [{instancePath:instancePath+"/summary/create",schemaPath:"#/properties/summary/properties/create/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid3 = _errs27 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data10.update !== undefined){
let data12 = data10.update;
const _errs29 = errors;
if(!((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12)))){
validate10.errors = [{instancePath:instancePath+"/summary/update",schemaPath:"#/properties/summary/properties/update/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs29){
if(typeof data12 == "number"){
if(data12 < 0 || isNaN(data12)){
validate10.errors = [{instancePath:instancePath+"/summary/update",schemaPath:"#/properties/summary/properties/update/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid3 = _errs29 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data10.delete !== undefined){
let data13 = data10.delete;
const _errs31 = errors;
if(!((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13)))){
validate10.errors = [{instancePath:instancePath+"/summary/delete",schemaPath:"#/properties/summary/properties/delete/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs31){
if(typeof data13 == "number"){
if(data13 < 0 || isNaN(data13)){
validate10.errors = [{instancePath:instancePath+"/summary/delete",schemaPath:"#/properties/summary/properties/delete/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid3 = _errs31 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data10.unchanged !== undefined){
let data14 = data10.unchanged;
const _errs33 = errors;
if(!((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14)))){
validate10.errors = [{instancePath:instancePath+"/summary/unchanged",schemaPath:"#/properties/summary/properties/unchanged/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs33){
if(typeof data14 == "number"){
if(data14 < 0 || isNaN(data14)){
validate10.errors = [{instancePath:instancePath+"/summary/unchanged",schemaPath:"#/properties/summary/properties/unchanged/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid3 = _errs33 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data10.unmanaged !== undefined){
let data15 = data10.unmanaged;
const _errs35 = errors;
if(!((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15)))){
validate10.errors = [{instancePath:instancePath+"/summary/unmanaged",schemaPath:"#/properties/summary/properties/unmanaged/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs35){
if(typeof data15 == "number"){
if(data15 < 0 || isNaN(data15)){
validate10.errors = [{instancePath:instancePath+"/summary/unmanaged",schemaPath:"#/properties/summary/properties/unmanaged/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid3 = _errs35 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.steps !== undefined){
let data16 = data.steps;
const _errs37 = errors;
if(errors === _errs37){
if(Array.isArray(data16)){
var valid4 = true;
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
let data17 = data16[i0];
const _errs39 = errors;
if(errors === _errs39){
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
let missing4;
if(((((((((((data17.action === undefined) && (missing4 = "action")) || ((data17.policy === undefined) && (missing4 = "policy"))) || ((data17.file === undefined) && (missing4 = "file"))) || ((data17.origin === undefined) && (missing4 = "origin"))) || ((data17.before === undefined) && (missing4 = "before"))) || ((data17.after === undefined) && (missing4 = "after"))) || ((data17.beforeFingerprint === undefined) && (missing4 = "beforeFingerprint"))) || ((data17.afterFingerprint === undefined) && (missing4 = "afterFingerprint"))) || ((data17.usedBy === undefined) && (missing4 = "usedBy"))) || ((data17.direction === undefined) && (missing4 = "direction"))){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0,schemaPath:"#/properties/steps/items/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs41 = errors;
for(const key4 in data17){
if(!(func2.call(schema11.properties.steps.items.properties, key4))){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0,schemaPath:"#/properties/steps/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs41 === errors){
if(data17.action !== undefined){
let data18 = data17.action;
const _errs42 = errors;
if(typeof data18 !== "string"){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/action",schemaPath:"#/properties/steps/items/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data18 === "create") || (data18 === "update")) || (data18 === "delete"))){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/action",schemaPath:"#/properties/steps/items/properties/action/enum",keyword:"enum",params:{allowedValues: schema11.properties.steps.items.properties.action.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs42 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.policy !== undefined){
let data19 = data17.policy;
const _errs44 = errors;
if(errors === _errs44){
if(typeof data19 === "string"){
if(!pattern0.test(data19)){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/policy",schemaPath:"#/properties/steps/items/properties/policy/pattern",keyword:"pattern",params:{pattern: "^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"},message:"must match pattern \""+"^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"+"\""}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/policy",schemaPath:"#/properties/steps/items/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs44 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.file !== undefined){
let data20 = data17.file;
const _errs46 = errors;
if((typeof data20 !== "string") && (data20 !== null)){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/file",schemaPath:"#/properties/steps/items/properties/file/type",keyword:"type",params:{type: schema11.properties.steps.items.properties.file.type},message:"must be string,null"}];
return false;
}
var valid5 = _errs46 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.origin !== undefined){
let data21 = data17.origin;
const _errs48 = errors;
if(typeof data21 !== "string"){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/origin",schemaPath:"#/properties/steps/items/properties/origin/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data21 === "repository") || (data21 === "live")) || (data21 === "both")) || (data21 === "unknown"))){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/origin",schemaPath:"#/properties/steps/items/properties/origin/enum",keyword:"enum",params:{allowedValues: schema11.properties.steps.items.properties.origin.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs48 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.before !== undefined){
let data22 = data17.before;
const _errs50 = errors;
const _errs51 = errors;
let valid6 = false;
const _errs52 = errors;
if(errors === _errs52){
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
let missing5;
if((data22.policies === undefined) && (missing5 = "policies")){
const err0 = {instancePath:instancePath+"/steps/" + i0+"/before",schemaPath:"#/properties/steps/items/properties/before/anyOf/0/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
if(data22.policies !== undefined){
let data23 = data22.policies;
const _errs54 = errors;
if(errors === _errs54){
if(Array.isArray(data23)){
var valid8 = true;
const len1 = data23.length;
for(let i1=0; i1<len1; i1++){
let data24 = data23[i1];
const _errs56 = errors;
if(!(data24 && typeof data24 == "object" && !Array.isArray(data24))){
const err1 = {instancePath:instancePath+"/steps/" + i0+"/before/policies/" + i1,schemaPath:"#/properties/steps/items/properties/before/anyOf/0/properties/policies/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid8 = _errs56 === errors;
if(!valid8){
break;
}
}
}
else {
const err2 = {instancePath:instancePath+"/steps/" + i0+"/before/policies",schemaPath:"#/properties/steps/items/properties/before/anyOf/0/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var valid7 = _errs54 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data22.approvals !== undefined){
let data25 = data22.approvals;
const _errs58 = errors;
if(errors === _errs58){
if(Array.isArray(data25)){
var valid9 = true;
const len2 = data25.length;
for(let i2=0; i2<len2; i2++){
let data26 = data25[i2];
const _errs60 = errors;
if(!(data26 && typeof data26 == "object" && !Array.isArray(data26))){
const err3 = {instancePath:instancePath+"/steps/" + i0+"/before/approvals/" + i2,schemaPath:"#/properties/steps/items/properties/before/anyOf/0/properties/approvals/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var valid9 = _errs60 === errors;
if(!valid9){
break;
}
}
}
else {
const err4 = {instancePath:instancePath+"/steps/" + i0+"/before/approvals",schemaPath:"#/properties/steps/items/properties/before/anyOf/0/properties/approvals/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var valid7 = _errs58 === errors;
}
else {
var valid7 = true;
}
}
}
}
else {
const err5 = {instancePath:instancePath+"/steps/" + i0+"/before",schemaPath:"#/properties/steps/items/properties/before/anyOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs52 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs62 = errors;
if(data22 !== null){
const err6 = {instancePath:instancePath+"/steps/" + i0+"/before",schemaPath:"#/properties/steps/items/properties/before/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs62 === errors;
valid6 = valid6 || _valid0;
}
if(!valid6){
const err7 = {instancePath:instancePath+"/steps/" + i0+"/before",schemaPath:"#/properties/steps/items/properties/before/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs51;
if(vErrors !== null){
if(_errs51){
vErrors.length = _errs51;
}
else {
vErrors = null;
}
}
}
var valid5 = _errs50 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.after !== undefined){
let data27 = data17.after;
const _errs64 = errors;
const _errs65 = errors;
let valid10 = false;
const _errs66 = errors;
if(errors === _errs66){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing6;
if((data27.policies === undefined) && (missing6 = "policies")){
const err8 = {instancePath:instancePath+"/steps/" + i0+"/after",schemaPath:"#/properties/steps/items/properties/after/anyOf/0/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
else {
if(data27.policies !== undefined){
let data28 = data27.policies;
const _errs68 = errors;
if(errors === _errs68){
if(Array.isArray(data28)){
var valid12 = true;
const len3 = data28.length;
for(let i3=0; i3<len3; i3++){
let data29 = data28[i3];
const _errs70 = errors;
if(!(data29 && typeof data29 == "object" && !Array.isArray(data29))){
const err9 = {instancePath:instancePath+"/steps/" + i0+"/after/policies/" + i3,schemaPath:"#/properties/steps/items/properties/after/anyOf/0/properties/policies/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var valid12 = _errs70 === errors;
if(!valid12){
break;
}
}
}
else {
const err10 = {instancePath:instancePath+"/steps/" + i0+"/after/policies",schemaPath:"#/properties/steps/items/properties/after/anyOf/0/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
var valid11 = _errs68 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data27.approvals !== undefined){
let data30 = data27.approvals;
const _errs72 = errors;
if(errors === _errs72){
if(Array.isArray(data30)){
var valid13 = true;
const len4 = data30.length;
for(let i4=0; i4<len4; i4++){
let data31 = data30[i4];
const _errs74 = errors;
if(!(data31 && typeof data31 == "object" && !Array.isArray(data31))){
const err11 = {instancePath:instancePath+"/steps/" + i0+"/after/approvals/" + i4,schemaPath:"#/properties/steps/items/properties/after/anyOf/0/properties/approvals/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var valid13 = _errs74 === errors;
if(!valid13){
break;
}
}
}
else {
const err12 = {instancePath:instancePath+"/steps/" + i0+"/after/approvals",schemaPath:"#/properties/steps/items/properties/after/anyOf/0/properties/approvals/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
var valid11 = _errs72 === errors;
}
else {
var valid11 = true;
}
}
}
}
else {
const err13 = {instancePath:instancePath+"/steps/" + i0+"/after",schemaPath:"#/properties/steps/items/properties/after/anyOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var _valid1 = _errs66 === errors;
valid10 = valid10 || _valid1;
if(!valid10){
const _errs76 = errors;
if(data27 !== null){
const err14 = {instancePath:instancePath+"/steps/" + i0+"/after",schemaPath:"#/properties/steps/items/properties/after/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid1 = _errs76 === errors;
valid10 = valid10 || _valid1;
}
if(!valid10){
const err15 = {instancePath:instancePath+"/steps/" + i0+"/after",schemaPath:"#/properties/steps/items/properties/after/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs65;
if(vErrors !== null){
if(_errs65){
vErrors.length = _errs65;
}
else {
vErrors = null;
}
}
}
var valid5 = _errs64 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.beforeFingerprint !== undefined){
let data32 = data17.beforeFingerprint;
const _errs78 = errors;
const _errs79 = errors;
let valid14 = false;
const _errs80 = errors;
if(errors === _errs80){
if(typeof data32 === "string"){
if(!pattern1.test(data32)){
const err16 = {instancePath:instancePath+"/steps/" + i0+"/beforeFingerprint",schemaPath:"#/properties/steps/items/properties/beforeFingerprint/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/steps/" + i0+"/beforeFingerprint",schemaPath:"#/properties/steps/items/properties/beforeFingerprint/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
var _valid2 = _errs80 === errors;
valid14 = valid14 || _valid2;
if(!valid14){
const _errs82 = errors;
if(data32 !== null){
const err18 = {instancePath:instancePath+"/steps/" + i0+"/beforeFingerprint",schemaPath:"#/properties/steps/items/properties/beforeFingerprint/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
var _valid2 = _errs82 === errors;
valid14 = valid14 || _valid2;
}
if(!valid14){
const err19 = {instancePath:instancePath+"/steps/" + i0+"/beforeFingerprint",schemaPath:"#/properties/steps/items/properties/beforeFingerprint/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs79;
if(vErrors !== null){
if(_errs79){
vErrors.length = _errs79;
}
else {
vErrors = null;
}
}
}
var valid5 = _errs78 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.afterFingerprint !== undefined){
let data33 = data17.afterFingerprint;
const _errs84 = errors;
const _errs85 = errors;
let valid15 = false;
const _errs86 = errors;
if(errors === _errs86){
if(typeof data33 === "string"){
if(!pattern1.test(data33)){
const err20 = {instancePath:instancePath+"/steps/" + i0+"/afterFingerprint",schemaPath:"#/properties/steps/items/properties/afterFingerprint/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/steps/" + i0+"/afterFingerprint",schemaPath:"#/properties/steps/items/properties/afterFingerprint/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
var _valid3 = _errs86 === errors;
valid15 = valid15 || _valid3;
if(!valid15){
const _errs88 = errors;
if(data33 !== null){
const err22 = {instancePath:instancePath+"/steps/" + i0+"/afterFingerprint",schemaPath:"#/properties/steps/items/properties/afterFingerprint/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var _valid3 = _errs88 === errors;
valid15 = valid15 || _valid3;
}
if(!valid15){
const err23 = {instancePath:instancePath+"/steps/" + i0+"/afterFingerprint",schemaPath:"#/properties/steps/items/properties/afterFingerprint/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs85;
if(vErrors !== null){
if(_errs85){
vErrors.length = _errs85;
}
else {
vErrors = null;
}
}
}
var valid5 = _errs84 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.usedBy !== undefined){
let data34 = data17.usedBy;
const _errs90 = errors;
if(errors === _errs90){
if(Array.isArray(data34)){
var valid16 = true;
const len5 = data34.length;
for(let i5=0; i5<len5; i5++){
const _errs92 = errors;
if(typeof data34[i5] !== "string"){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/usedBy/" + i5,schemaPath:"#/properties/steps/items/properties/usedBy/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid16 = _errs92 === errors;
if(!valid16){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/usedBy",schemaPath:"#/properties/steps/items/properties/usedBy/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs90 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data17.direction !== undefined){
let data36 = data17.direction;
const _errs94 = errors;
if(typeof data36 !== "string"){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/direction",schemaPath:"#/properties/steps/items/properties/direction/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data36 === "wider") || (data36 === "narrower")) || (data36 === "mixed")) || (data36 === "rerouted")) || (data36 === "same"))){
validate10.errors = [{instancePath:instancePath+"/steps/" + i0+"/direction",schemaPath:"#/properties/steps/items/properties/direction/enum",keyword:"enum",params:{allowedValues: schema11.properties.steps.items.properties.direction.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs94 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/steps/" + i0,schemaPath:"#/properties/steps/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid4 = _errs39 === errors;
if(!valid4){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs37 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.phases !== undefined){
let data37 = data.phases;
const _errs96 = errors;
if(errors === _errs96){
if(Array.isArray(data37)){
var valid17 = true;
const len6 = data37.length;
for(let i6=0; i6<len6; i6++){
let data38 = data37[i6];
const _errs98 = errors;
if(errors === _errs98){
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
let missing7;
if(((data38.phase === undefined) && (missing7 = "phase")) || ((data38.writes === undefined) && (missing7 = "writes"))){
validate10.errors = [{instancePath:instancePath+"/phases/" + i6,schemaPath:"#/properties/phases/items/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs100 = errors;
for(const key5 in data38){
if(!((key5 === "phase") || (key5 === "writes"))){
validate10.errors = [{instancePath:instancePath+"/phases/" + i6,schemaPath:"#/properties/phases/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs100 === errors){
if(data38.phase !== undefined){
let data39 = data38.phase;
const _errs101 = errors;
if(typeof data39 !== "string"){
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/phase",schemaPath:"#/properties/phases/items/properties/phase/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data39 === "tighten") || (data39 === "release"))){
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/phase",schemaPath:"#/properties/phases/items/properties/phase/enum",keyword:"enum",params:{allowedValues: schema11.properties.phases.items.properties.phase.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid18 = _errs101 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data38.writes !== undefined){
let data40 = data38.writes;
const _errs103 = errors;
if(errors === _errs103){
if(Array.isArray(data40)){
var valid19 = true;
const len7 = data40.length;
for(let i7=0; i7<len7; i7++){
let data41 = data40[i7];
const _errs105 = errors;
if(errors === _errs105){
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
let missing8;
if(((((data41.policy === undefined) && (missing8 = "policy")) || ((data41.action === undefined) && (missing8 = "action"))) || ((data41.spec === undefined) && (missing8 = "spec"))) || ((data41.fingerprint === undefined) && (missing8 = "fingerprint"))){
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/writes/" + i7,schemaPath:"#/properties/phases/items/properties/writes/items/required",keyword:"required",params:{missingProperty: missing8},message:"must have required property '"+missing8+"'"}];
return false;
}
else {
const _errs107 = errors;
for(const key6 in data41){
if(!((((key6 === "policy") || (key6 === "action")) || (key6 === "spec")) || (key6 === "fingerprint"))){
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/writes/" + i7,schemaPath:"#/properties/phases/items/properties/writes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs107 === errors){
if(data41.policy !== undefined){
let data42 = data41.policy;
const _errs108 = errors;
if(errors === _errs108){
if(typeof data42 === "string"){
if(!pattern0.test(data42)){
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/policy",schemaPath:"#/properties/phases/items/properties/writes/items/properties/policy/pattern",keyword:"pattern",params:{pattern: "^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"},message:"must match pattern \""+"^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"+"\""}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/policy",schemaPath:"#/properties/phases/items/properties/writes/items/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid20 = _errs108 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data41.action !== undefined){
let data43 = data41.action;
const _errs110 = errors;
if(typeof data43 !== "string"){
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/action",schemaPath:"#/properties/phases/items/properties/writes/items/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data43 === "create") || (data43 === "update")) || (data43 === "delete"))){
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/action",schemaPath:"#/properties/phases/items/properties/writes/items/properties/action/enum",keyword:"enum",params:{allowedValues: schema11.properties.phases.items.properties.writes.items.properties.action.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid20 = _errs110 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data41.spec !== undefined){
let data44 = data41.spec;
const _errs112 = errors;
const _errs113 = errors;
let valid21 = false;
const _errs114 = errors;
if(errors === _errs114){
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
let missing9;
if((data44.policies === undefined) && (missing9 = "policies")){
const err24 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/spec",schemaPath:"#/properties/phases/items/properties/writes/items/properties/spec/anyOf/0/required",keyword:"required",params:{missingProperty: missing9},message:"must have required property '"+missing9+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
else {
if(data44.policies !== undefined){
let data45 = data44.policies;
const _errs116 = errors;
if(errors === _errs116){
if(Array.isArray(data45)){
var valid23 = true;
const len8 = data45.length;
for(let i8=0; i8<len8; i8++){
let data46 = data45[i8];
const _errs118 = errors;
if(!(data46 && typeof data46 == "object" && !Array.isArray(data46))){
const err25 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/spec/policies/" + i8,schemaPath:"#/properties/phases/items/properties/writes/items/properties/spec/anyOf/0/properties/policies/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var valid23 = _errs118 === errors;
if(!valid23){
break;
}
}
}
else {
const err26 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/spec/policies",schemaPath:"#/properties/phases/items/properties/writes/items/properties/spec/anyOf/0/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
var valid22 = _errs116 === errors;
}
else {
var valid22 = true;
}
if(valid22){
if(data44.approvals !== undefined){
let data47 = data44.approvals;
const _errs120 = errors;
if(errors === _errs120){
if(Array.isArray(data47)){
var valid24 = true;
const len9 = data47.length;
for(let i9=0; i9<len9; i9++){
let data48 = data47[i9];
const _errs122 = errors;
if(!(data48 && typeof data48 == "object" && !Array.isArray(data48))){
const err27 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/spec/approvals/" + i9,schemaPath:"#/properties/phases/items/properties/writes/items/properties/spec/anyOf/0/properties/approvals/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
var valid24 = _errs122 === errors;
if(!valid24){
break;
}
}
}
else {
const err28 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/spec/approvals",schemaPath:"#/properties/phases/items/properties/writes/items/properties/spec/anyOf/0/properties/approvals/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
var valid22 = _errs120 === errors;
}
else {
var valid22 = true;
}
}
}
}
else {
const err29 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/spec",schemaPath:"#/properties/phases/items/properties/writes/items/properties/spec/anyOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
var _valid4 = _errs114 === errors;
valid21 = valid21 || _valid4;
if(!valid21){
const _errs124 = errors;
if(data44 !== null){
const err30 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/spec",schemaPath:"#/properties/phases/items/properties/writes/items/properties/spec/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid4 = _errs124 === errors;
valid21 = valid21 || _valid4;
}
if(!valid21){
const err31 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/spec",schemaPath:"#/properties/phases/items/properties/writes/items/properties/spec/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs113;
if(vErrors !== null){
if(_errs113){
vErrors.length = _errs113;
}
else {
vErrors = null;
}
}
}
var valid20 = _errs112 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data41.fingerprint !== undefined){
let data49 = data41.fingerprint;
const _errs126 = errors;
const _errs127 = errors;
let valid25 = false;
const _errs128 = errors;
if(errors === _errs128){
if(typeof data49 === "string"){
if(!pattern1.test(data49)){
const err32 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/fingerprint",schemaPath:"#/properties/phases/items/properties/writes/items/properties/fingerprint/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/fingerprint",schemaPath:"#/properties/phases/items/properties/writes/items/properties/fingerprint/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
var _valid5 = _errs128 === errors;
valid25 = valid25 || _valid5;
if(!valid25){
const _errs130 = errors;
if(data49 !== null){
const err34 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/fingerprint",schemaPath:"#/properties/phases/items/properties/writes/items/properties/fingerprint/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid5 = _errs130 === errors;
valid25 = valid25 || _valid5;
}
if(!valid25){
const err35 = {instancePath:instancePath+"/phases/" + i6+"/writes/" + i7+"/fingerprint",schemaPath:"#/properties/phases/items/properties/writes/items/properties/fingerprint/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs127;
if(vErrors !== null){
if(_errs127){
vErrors.length = _errs127;
}
else {
vErrors = null;
}
}
}
var valid20 = _errs126 === errors;
}
else {
var valid20 = true;
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/writes/" + i7,schemaPath:"#/properties/phases/items/properties/writes/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid19 = _errs105 === errors;
if(!valid19){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/phases/" + i6+"/writes",schemaPath:"#/properties/phases/items/properties/writes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid18 = _errs103 === errors;
}
else {
var valid18 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/phases/" + i6,schemaPath:"#/properties/phases/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid17 = _errs98 === errors;
if(!valid17){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/phases",schemaPath:"#/properties/phases/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs96 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.access !== undefined){
let data50 = data.access;
const _errs132 = errors;
if(errors === _errs132){
if(Array.isArray(data50)){
var valid26 = true;
const len10 = data50.length;
for(let i10=0; i10<len10; i10++){
let data51 = data50[i10];
const _errs134 = errors;
if(errors === _errs134){
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
let missing10;
if((((((((((((((((((((data51.agents === undefined) && (missing10 = "agents")) || ((data51.policies === undefined) && (missing10 = "policies"))) || ((data51.operations === undefined) && (missing10 = "operations"))) || ((data51.exceptOperations === undefined) && (missing10 = "exceptOperations"))) || ((data51.resource === undefined) && (missing10 = "resource"))) || ((data51.exceptResources === undefined) && (missing10 = "exceptResources"))) || ((data51.withTags === undefined) && (missing10 = "withTags"))) || ((data51.withoutTags === undefined) && (missing10 = "withoutTags"))) || ((data51.tools === undefined) && (missing10 = "tools"))) || ((data51.exceptTools === undefined) && (missing10 = "exceptTools"))) || ((data51.capabilities === undefined) && (missing10 = "capabilities"))) || ((data51.exceptCapabilities === undefined) && (missing10 = "exceptCapabilities"))) || ((data51.before === undefined) && (missing10 = "before"))) || ((data51.after === undefined) && (missing10 = "after"))) || ((data51.direction === undefined) && (missing10 = "direction"))) || ((data51.routeBefore === undefined) && (missing10 = "routeBefore"))) || ((data51.routeAfter === undefined) && (missing10 = "routeAfter"))) || ((data51.witness === undefined) && (missing10 = "witness"))) || ((data51.exact === undefined) && (missing10 = "exact"))){
validate10.errors = [{instancePath:instancePath+"/access/" + i10,schemaPath:"#/properties/access/items/required",keyword:"required",params:{missingProperty: missing10},message:"must have required property '"+missing10+"'"}];
return false;
}
else {
const _errs136 = errors;
for(const key7 in data51){
if(!(func2.call(schema11.properties.access.items.properties, key7))){
validate10.errors = [{instancePath:instancePath+"/access/" + i10,schemaPath:"#/properties/access/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs136 === errors){
if(data51.agents !== undefined){
let data52 = data51.agents;
const _errs137 = errors;
if(errors === _errs137){
if(Array.isArray(data52)){
var valid28 = true;
const len11 = data52.length;
for(let i11=0; i11<len11; i11++){
const _errs139 = errors;
if(typeof data52[i11] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/agents/" + i11,schemaPath:"#/properties/access/items/properties/agents/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid28 = _errs139 === errors;
if(!valid28){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/agents",schemaPath:"#/properties/access/items/properties/agents/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs137 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.policies !== undefined){
let data54 = data51.policies;
const _errs141 = errors;
if(errors === _errs141){
if(Array.isArray(data54)){
var valid29 = true;
const len12 = data54.length;
for(let i12=0; i12<len12; i12++){
const _errs143 = errors;
if(typeof data54[i12] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/policies/" + i12,schemaPath:"#/properties/access/items/properties/policies/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid29 = _errs143 === errors;
if(!valid29){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/policies",schemaPath:"#/properties/access/items/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs141 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.operations !== undefined){
let data56 = data51.operations;
const _errs145 = errors;
if(errors === _errs145){
if(Array.isArray(data56)){
var valid30 = true;
const len13 = data56.length;
for(let i13=0; i13<len13; i13++){
const _errs147 = errors;
if(typeof data56[i13] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/operations/" + i13,schemaPath:"#/properties/access/items/properties/operations/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid30 = _errs147 === errors;
if(!valid30){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/operations",schemaPath:"#/properties/access/items/properties/operations/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs145 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.exceptOperations !== undefined){
let data58 = data51.exceptOperations;
const _errs149 = errors;
if(errors === _errs149){
if(Array.isArray(data58)){
var valid31 = true;
const len14 = data58.length;
for(let i14=0; i14<len14; i14++){
const _errs151 = errors;
if(typeof data58[i14] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/exceptOperations/" + i14,schemaPath:"#/properties/access/items/properties/exceptOperations/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid31 = _errs151 === errors;
if(!valid31){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/exceptOperations",schemaPath:"#/properties/access/items/properties/exceptOperations/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs149 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.resource !== undefined){
const _errs153 = errors;
if(typeof data51.resource !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/resource",schemaPath:"#/properties/access/items/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid27 = _errs153 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.exceptResources !== undefined){
let data61 = data51.exceptResources;
const _errs155 = errors;
if(errors === _errs155){
if(Array.isArray(data61)){
var valid32 = true;
const len15 = data61.length;
for(let i15=0; i15<len15; i15++){
const _errs157 = errors;
if(typeof data61[i15] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/exceptResources/" + i15,schemaPath:"#/properties/access/items/properties/exceptResources/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid32 = _errs157 === errors;
if(!valid32){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/exceptResources",schemaPath:"#/properties/access/items/properties/exceptResources/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs155 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.withTags !== undefined){
let data63 = data51.withTags;
const _errs159 = errors;
if(errors === _errs159){
if(Array.isArray(data63)){
var valid33 = true;
const len16 = data63.length;
for(let i16=0; i16<len16; i16++){
const _errs161 = errors;
if(typeof data63[i16] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/withTags/" + i16,schemaPath:"#/properties/access/items/properties/withTags/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid33 = _errs161 === errors;
if(!valid33){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/withTags",schemaPath:"#/properties/access/items/properties/withTags/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs159 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.withoutTags !== undefined){
let data65 = data51.withoutTags;
const _errs163 = errors;
if(errors === _errs163){
if(Array.isArray(data65)){
var valid34 = true;
const len17 = data65.length;
for(let i17=0; i17<len17; i17++){
const _errs165 = errors;
if(typeof data65[i17] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/withoutTags/" + i17,schemaPath:"#/properties/access/items/properties/withoutTags/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid34 = _errs165 === errors;
if(!valid34){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/withoutTags",schemaPath:"#/properties/access/items/properties/withoutTags/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs163 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.tools !== undefined){
let data67 = data51.tools;
const _errs167 = errors;
if(errors === _errs167){
if(Array.isArray(data67)){
var valid35 = true;
const len18 = data67.length;
for(let i18=0; i18<len18; i18++){
const _errs169 = errors;
if(typeof data67[i18] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/tools/" + i18,schemaPath:"#/properties/access/items/properties/tools/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid35 = _errs169 === errors;
if(!valid35){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/tools",schemaPath:"#/properties/access/items/properties/tools/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs167 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.exceptTools !== undefined){
let data69 = data51.exceptTools;
const _errs171 = errors;
if(errors === _errs171){
if(Array.isArray(data69)){
var valid36 = true;
const len19 = data69.length;
for(let i19=0; i19<len19; i19++){
const _errs173 = errors;
if(typeof data69[i19] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/exceptTools/" + i19,schemaPath:"#/properties/access/items/properties/exceptTools/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid36 = _errs173 === errors;
if(!valid36){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/exceptTools",schemaPath:"#/properties/access/items/properties/exceptTools/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs171 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.capabilities !== undefined){
let data71 = data51.capabilities;
const _errs175 = errors;
if(errors === _errs175){
if(Array.isArray(data71)){
var valid37 = true;
const len20 = data71.length;
for(let i20=0; i20<len20; i20++){
const _errs177 = errors;
if(typeof data71[i20] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/capabilities/" + i20,schemaPath:"#/properties/access/items/properties/capabilities/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid37 = _errs177 === errors;
if(!valid37){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/capabilities",schemaPath:"#/properties/access/items/properties/capabilities/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs175 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.exceptCapabilities !== undefined){
let data73 = data51.exceptCapabilities;
const _errs179 = errors;
if(errors === _errs179){
if(Array.isArray(data73)){
var valid38 = true;
const len21 = data73.length;
for(let i21=0; i21<len21; i21++){
const _errs181 = errors;
if(typeof data73[i21] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/exceptCapabilities/" + i21,schemaPath:"#/properties/access/items/properties/exceptCapabilities/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid38 = _errs181 === errors;
if(!valid38){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/exceptCapabilities",schemaPath:"#/properties/access/items/properties/exceptCapabilities/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid27 = _errs179 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.before !== undefined){
let data75 = data51.before;
const _errs183 = errors;
if(typeof data75 !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/before",schemaPath:"#/properties/access/items/properties/before/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data75 === "allow") || (data75 === "approval_required")) || (data75 === "deny")) || (data75 === "none"))){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/before",schemaPath:"#/properties/access/items/properties/before/enum",keyword:"enum",params:{allowedValues: schema11.properties.access.items.properties.before.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid27 = _errs183 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.after !== undefined){
let data76 = data51.after;
const _errs185 = errors;
if(typeof data76 !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/after",schemaPath:"#/properties/access/items/properties/after/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data76 === "allow") || (data76 === "approval_required")) || (data76 === "deny")) || (data76 === "none"))){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/after",schemaPath:"#/properties/access/items/properties/after/enum",keyword:"enum",params:{allowedValues: schema11.properties.access.items.properties.after.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid27 = _errs185 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.direction !== undefined){
let data77 = data51.direction;
const _errs187 = errors;
if(typeof data77 !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/direction",schemaPath:"#/properties/access/items/properties/direction/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data77 === "wider") || (data77 === "narrower")) || (data77 === "mixed")) || (data77 === "rerouted"))){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/direction",schemaPath:"#/properties/access/items/properties/direction/enum",keyword:"enum",params:{allowedValues: schema11.properties.access.items.properties.direction.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid27 = _errs187 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.routeBefore !== undefined){
let data78 = data51.routeBefore;
const _errs189 = errors;
const _errs190 = errors;
let valid39 = false;
const _errs191 = errors;
if(errors === _errs191){
if(data78 && typeof data78 == "object" && !Array.isArray(data78)){
let missing11;
if(((((((data78.policy === undefined) && (missing11 = "policy")) || ((data78.route === undefined) && (missing11 = "route"))) || ((data78.name === undefined) && (missing11 = "name"))) || ((data78.approvers === undefined) && (missing11 = "approvers"))) || ((data78.duration === undefined) && (missing11 = "duration"))) || ((data78.delivery === undefined) && (missing11 = "delivery"))){
const err36 = {instancePath:instancePath+"/access/" + i10+"/routeBefore",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/required",keyword:"required",params:{missingProperty: missing11},message:"must have required property '"+missing11+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
else {
const _errs193 = errors;
for(const key8 in data78){
if(!((((((key8 === "policy") || (key8 === "route")) || (key8 === "name")) || (key8 === "approvers")) || (key8 === "duration")) || (key8 === "delivery"))){
const err37 = {instancePath:instancePath+"/access/" + i10+"/routeBefore",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
break;
}
}
if(_errs193 === errors){
if(data78.policy !== undefined){
const _errs194 = errors;
if(typeof data78.policy !== "string"){
const err38 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/policy",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
var valid40 = _errs194 === errors;
}
else {
var valid40 = true;
}
if(valid40){
if(data78.route !== undefined){
let data80 = data78.route;
const _errs196 = errors;
if(!((typeof data80 == "number") && (!(data80 % 1) && !isNaN(data80)))){
const err39 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/route",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/route/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(errors === _errs196){
if(typeof data80 == "number"){
if(data80 < 0 || isNaN(data80)){
const err40 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/route",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/route/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
var valid40 = _errs196 === errors;
}
else {
var valid40 = true;
}
if(valid40){
if(data78.name !== undefined){
const _errs198 = errors;
if(typeof data78.name !== "string"){
const err41 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/name",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var valid40 = _errs198 === errors;
}
else {
var valid40 = true;
}
if(valid40){
if(data78.approvers !== undefined){
let data82 = data78.approvers;
const _errs200 = errors;
if(errors === _errs200){
if(data82 && typeof data82 == "object" && !Array.isArray(data82)){
let missing12;
if(((data82.groups === undefined) && (missing12 = "groups")) || ((data82.match === undefined) && (missing12 = "match"))){
const err42 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/approvers",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/approvers/required",keyword:"required",params:{missingProperty: missing12},message:"must have required property '"+missing12+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
else {
const _errs202 = errors;
for(const key9 in data82){
if(!((key9 === "groups") || (key9 === "match"))){
const err43 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/approvers",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/approvers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
break;
}
}
if(_errs202 === errors){
if(data82.groups !== undefined){
let data83 = data82.groups;
const _errs203 = errors;
if(errors === _errs203){
if(Array.isArray(data83)){
var valid42 = true;
const len22 = data83.length;
for(let i22=0; i22<len22; i22++){
const _errs205 = errors;
if(typeof data83[i22] !== "string"){
const err44 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/approvers/groups/" + i22,schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/approvers/properties/groups/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var valid42 = _errs205 === errors;
if(!valid42){
break;
}
}
}
else {
const err45 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/approvers/groups",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/approvers/properties/groups/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
var valid41 = _errs203 === errors;
}
else {
var valid41 = true;
}
if(valid41){
if(data82.match !== undefined){
let data85 = data82.match;
const _errs207 = errors;
if(typeof data85 !== "string"){
const err46 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/approvers/match",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/approvers/properties/match/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(!((data85 === "any") || (data85 === "all"))){
const err47 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/approvers/match",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/approvers/properties/match/enum",keyword:"enum",params:{allowedValues: schema11.properties.access.items.properties.routeBefore.anyOf[0].properties.approvers.properties.match.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var valid41 = _errs207 === errors;
}
else {
var valid41 = true;
}
}
}
}
}
else {
const err48 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/approvers",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/approvers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
var valid40 = _errs200 === errors;
}
else {
var valid40 = true;
}
if(valid40){
if(data78.duration !== undefined){
let data86 = data78.duration;
const _errs209 = errors;
if((typeof data86 !== "string") && (data86 !== null)){
const err49 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/duration",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/duration/type",keyword:"type",params:{type: schema11.properties.access.items.properties.routeBefore.anyOf[0].properties.duration.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var valid40 = _errs209 === errors;
}
else {
var valid40 = true;
}
if(valid40){
if(data78.delivery !== undefined){
let data87 = data78.delivery;
const _errs211 = errors;
if((!(data87 && typeof data87 == "object" && !Array.isArray(data87))) && (data87 !== null)){
const err50 = {instancePath:instancePath+"/access/" + i10+"/routeBefore/delivery",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/properties/delivery/type",keyword:"type",params:{type: schema11.properties.access.items.properties.routeBefore.anyOf[0].properties.delivery.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
var valid40 = _errs211 === errors;
}
else {
var valid40 = true;
}
}
}
}
}
}
}
}
}
else {
const err51 = {instancePath:instancePath+"/access/" + i10+"/routeBefore",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
var _valid6 = _errs191 === errors;
valid39 = valid39 || _valid6;
if(!valid39){
const _errs213 = errors;
if(data78 !== null){
const err52 = {instancePath:instancePath+"/access/" + i10+"/routeBefore",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
var _valid6 = _errs213 === errors;
valid39 = valid39 || _valid6;
}
if(!valid39){
const err53 = {instancePath:instancePath+"/access/" + i10+"/routeBefore",schemaPath:"#/properties/access/items/properties/routeBefore/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs190;
if(vErrors !== null){
if(_errs190){
vErrors.length = _errs190;
}
else {
vErrors = null;
}
}
}
var valid27 = _errs189 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.routeAfter !== undefined){
let data88 = data51.routeAfter;
const _errs215 = errors;
const _errs216 = errors;
let valid43 = false;
const _errs217 = errors;
if(errors === _errs217){
if(data88 && typeof data88 == "object" && !Array.isArray(data88)){
let missing13;
if(((((((data88.policy === undefined) && (missing13 = "policy")) || ((data88.route === undefined) && (missing13 = "route"))) || ((data88.name === undefined) && (missing13 = "name"))) || ((data88.approvers === undefined) && (missing13 = "approvers"))) || ((data88.duration === undefined) && (missing13 = "duration"))) || ((data88.delivery === undefined) && (missing13 = "delivery"))){
const err54 = {instancePath:instancePath+"/access/" + i10+"/routeAfter",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/required",keyword:"required",params:{missingProperty: missing13},message:"must have required property '"+missing13+"'"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
else {
const _errs219 = errors;
for(const key10 in data88){
if(!((((((key10 === "policy") || (key10 === "route")) || (key10 === "name")) || (key10 === "approvers")) || (key10 === "duration")) || (key10 === "delivery"))){
const err55 = {instancePath:instancePath+"/access/" + i10+"/routeAfter",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
break;
}
}
if(_errs219 === errors){
if(data88.policy !== undefined){
const _errs220 = errors;
if(typeof data88.policy !== "string"){
const err56 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/policy",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
var valid44 = _errs220 === errors;
}
else {
var valid44 = true;
}
if(valid44){
if(data88.route !== undefined){
let data90 = data88.route;
const _errs222 = errors;
if(!((typeof data90 == "number") && (!(data90 % 1) && !isNaN(data90)))){
const err57 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/route",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/route/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(errors === _errs222){
if(typeof data90 == "number"){
if(data90 < 0 || isNaN(data90)){
const err58 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/route",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/route/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
var valid44 = _errs222 === errors;
}
else {
var valid44 = true;
}
if(valid44){
if(data88.name !== undefined){
const _errs224 = errors;
if(typeof data88.name !== "string"){
const err59 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/name",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
var valid44 = _errs224 === errors;
}
else {
var valid44 = true;
}
if(valid44){
if(data88.approvers !== undefined){
let data92 = data88.approvers;
const _errs226 = errors;
if(errors === _errs226){
if(data92 && typeof data92 == "object" && !Array.isArray(data92)){
let missing14;
if(((data92.groups === undefined) && (missing14 = "groups")) || ((data92.match === undefined) && (missing14 = "match"))){
const err60 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/approvers",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/approvers/required",keyword:"required",params:{missingProperty: missing14},message:"must have required property '"+missing14+"'"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
else {
const _errs228 = errors;
for(const key11 in data92){
if(!((key11 === "groups") || (key11 === "match"))){
const err61 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/approvers",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/approvers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
break;
}
}
if(_errs228 === errors){
if(data92.groups !== undefined){
let data93 = data92.groups;
const _errs229 = errors;
if(errors === _errs229){
if(Array.isArray(data93)){
var valid46 = true;
const len23 = data93.length;
for(let i23=0; i23<len23; i23++){
const _errs231 = errors;
if(typeof data93[i23] !== "string"){
const err62 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/approvers/groups/" + i23,schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/approvers/properties/groups/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
var valid46 = _errs231 === errors;
if(!valid46){
break;
}
}
}
else {
const err63 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/approvers/groups",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/approvers/properties/groups/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
var valid45 = _errs229 === errors;
}
else {
var valid45 = true;
}
if(valid45){
if(data92.match !== undefined){
let data95 = data92.match;
const _errs233 = errors;
if(typeof data95 !== "string"){
const err64 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/approvers/match",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/approvers/properties/match/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(!((data95 === "any") || (data95 === "all"))){
const err65 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/approvers/match",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/approvers/properties/match/enum",keyword:"enum",params:{allowedValues: schema11.properties.access.items.properties.routeAfter.anyOf[0].properties.approvers.properties.match.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
var valid45 = _errs233 === errors;
}
else {
var valid45 = true;
}
}
}
}
}
else {
const err66 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/approvers",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/approvers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
var valid44 = _errs226 === errors;
}
else {
var valid44 = true;
}
if(valid44){
if(data88.duration !== undefined){
let data96 = data88.duration;
const _errs235 = errors;
if((typeof data96 !== "string") && (data96 !== null)){
const err67 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/duration",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/duration/type",keyword:"type",params:{type: schema11.properties.access.items.properties.routeAfter.anyOf[0].properties.duration.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
var valid44 = _errs235 === errors;
}
else {
var valid44 = true;
}
if(valid44){
if(data88.delivery !== undefined){
let data97 = data88.delivery;
const _errs237 = errors;
if((!(data97 && typeof data97 == "object" && !Array.isArray(data97))) && (data97 !== null)){
const err68 = {instancePath:instancePath+"/access/" + i10+"/routeAfter/delivery",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/properties/delivery/type",keyword:"type",params:{type: schema11.properties.access.items.properties.routeAfter.anyOf[0].properties.delivery.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
var valid44 = _errs237 === errors;
}
else {
var valid44 = true;
}
}
}
}
}
}
}
}
}
else {
const err69 = {instancePath:instancePath+"/access/" + i10+"/routeAfter",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
var _valid7 = _errs217 === errors;
valid43 = valid43 || _valid7;
if(!valid43){
const _errs239 = errors;
if(data88 !== null){
const err70 = {instancePath:instancePath+"/access/" + i10+"/routeAfter",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
var _valid7 = _errs239 === errors;
valid43 = valid43 || _valid7;
}
if(!valid43){
const err71 = {instancePath:instancePath+"/access/" + i10+"/routeAfter",schemaPath:"#/properties/access/items/properties/routeAfter/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs216;
if(vErrors !== null){
if(_errs216){
vErrors.length = _errs216;
}
else {
vErrors = null;
}
}
}
var valid27 = _errs215 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.witness !== undefined){
let data98 = data51.witness;
const _errs241 = errors;
if(errors === _errs241){
if(data98 && typeof data98 == "object" && !Array.isArray(data98)){
let missing15;
if((((((data98.method === undefined) && (missing15 = "method")) || ((data98.url === undefined) && (missing15 = "url"))) || ((data98.tags === undefined) && (missing15 = "tags"))) || ((data98.tool === undefined) && (missing15 = "tool"))) || ((data98.capability === undefined) && (missing15 = "capability"))){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/witness",schemaPath:"#/properties/access/items/properties/witness/required",keyword:"required",params:{missingProperty: missing15},message:"must have required property '"+missing15+"'"}];
return false;
}
else {
const _errs243 = errors;
for(const key12 in data98){
if(!(((((key12 === "method") || (key12 === "url")) || (key12 === "tags")) || (key12 === "tool")) || (key12 === "capability"))){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/witness",schemaPath:"#/properties/access/items/properties/witness/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs243 === errors){
if(data98.method !== undefined){
const _errs244 = errors;
if(typeof data98.method !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/witness/method",schemaPath:"#/properties/access/items/properties/witness/properties/method/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid47 = _errs244 === errors;
}
else {
var valid47 = true;
}
if(valid47){
if(data98.url !== undefined){
const _errs246 = errors;
if(typeof data98.url !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/witness/url",schemaPath:"#/properties/access/items/properties/witness/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid47 = _errs246 === errors;
}
else {
var valid47 = true;
}
if(valid47){
if(data98.tags !== undefined){
let data101 = data98.tags;
const _errs248 = errors;
if(errors === _errs248){
if(Array.isArray(data101)){
var valid48 = true;
const len24 = data101.length;
for(let i24=0; i24<len24; i24++){
const _errs250 = errors;
if(typeof data101[i24] !== "string"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/witness/tags/" + i24,schemaPath:"#/properties/access/items/properties/witness/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid48 = _errs250 === errors;
if(!valid48){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/witness/tags",schemaPath:"#/properties/access/items/properties/witness/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid47 = _errs248 === errors;
}
else {
var valid47 = true;
}
if(valid47){
if(data98.tool !== undefined){
let data103 = data98.tool;
const _errs252 = errors;
if((typeof data103 !== "string") && (data103 !== null)){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/witness/tool",schemaPath:"#/properties/access/items/properties/witness/properties/tool/type",keyword:"type",params:{type: schema11.properties.access.items.properties.witness.properties.tool.type},message:"must be string,null"}];
return false;
}
var valid47 = _errs252 === errors;
}
else {
var valid47 = true;
}
if(valid47){
if(data98.capability !== undefined){
let data104 = data98.capability;
const _errs254 = errors;
if((typeof data104 !== "string") && (data104 !== null)){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/witness/capability",schemaPath:"#/properties/access/items/properties/witness/properties/capability/type",keyword:"type",params:{type: schema11.properties.access.items.properties.witness.properties.capability.type},message:"must be string,null"}];
return false;
}
var valid47 = _errs254 === errors;
}
else {
var valid47 = true;
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/witness",schemaPath:"#/properties/access/items/properties/witness/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid27 = _errs241 === errors;
}
else {
var valid27 = true;
}
if(valid27){
if(data51.exact !== undefined){
const _errs256 = errors;
if(typeof data51.exact !== "boolean"){
validate10.errors = [{instancePath:instancePath+"/access/" + i10+"/exact",schemaPath:"#/properties/access/items/properties/exact/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid27 = _errs256 === errors;
}
else {
var valid27 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access/" + i10,schemaPath:"#/properties/access/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid26 = _errs134 === errors;
if(!valid26){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs132 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unmanaged !== undefined){
let data106 = data.unmanaged;
const _errs258 = errors;
if(errors === _errs258){
if(Array.isArray(data106)){
var valid49 = true;
const len25 = data106.length;
for(let i25=0; i25<len25; i25++){
const _errs260 = errors;
if(typeof data106[i25] !== "string"){
validate10.errors = [{instancePath:instancePath+"/unmanaged/" + i25,schemaPath:"#/properties/unmanaged/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid49 = _errs260 === errors;
if(!valid49){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/unmanaged",schemaPath:"#/properties/unmanaged/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs258 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unknownFields !== undefined){
let data108 = data.unknownFields;
const _errs262 = errors;
if(errors === _errs262){
if(Array.isArray(data108)){
var valid50 = true;
const len26 = data108.length;
for(let i26=0; i26<len26; i26++){
let data109 = data108[i26];
const _errs264 = errors;
if(errors === _errs264){
if(data109 && typeof data109 == "object" && !Array.isArray(data109)){
let missing16;
if((((data109.policy === undefined) && (missing16 = "policy")) || ((data109.path === undefined) && (missing16 = "path"))) || ((data109.value === undefined) && (missing16 = "value"))){
validate10.errors = [{instancePath:instancePath+"/unknownFields/" + i26,schemaPath:"#/properties/unknownFields/items/required",keyword:"required",params:{missingProperty: missing16},message:"must have required property '"+missing16+"'"}];
return false;
}
else {
const _errs266 = errors;
for(const key13 in data109){
if(!(((key13 === "policy") || (key13 === "path")) || (key13 === "value"))){
validate10.errors = [{instancePath:instancePath+"/unknownFields/" + i26,schemaPath:"#/properties/unknownFields/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs266 === errors){
if(data109.policy !== undefined){
let data110 = data109.policy;
const _errs267 = errors;
if(errors === _errs267){
if(typeof data110 === "string"){
if(!pattern0.test(data110)){
validate10.errors = [{instancePath:instancePath+"/unknownFields/" + i26+"/policy",schemaPath:"#/properties/unknownFields/items/properties/policy/pattern",keyword:"pattern",params:{pattern: "^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"},message:"must match pattern \""+"^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"+"\""}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/unknownFields/" + i26+"/policy",schemaPath:"#/properties/unknownFields/items/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid51 = _errs267 === errors;
}
else {
var valid51 = true;
}
if(valid51){
if(data109.path !== undefined){
const _errs269 = errors;
if(typeof data109.path !== "string"){
validate10.errors = [{instancePath:instancePath+"/unknownFields/" + i26+"/path",schemaPath:"#/properties/unknownFields/items/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid51 = _errs269 === errors;
}
else {
var valid51 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/unknownFields/" + i26,schemaPath:"#/properties/unknownFields/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid50 = _errs264 === errors;
if(!valid50){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/unknownFields",schemaPath:"#/properties/unknownFields/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs262 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.blocked !== undefined){
let data112 = data.blocked;
const _errs271 = errors;
if(errors === _errs271){
if(Array.isArray(data112)){
var valid52 = true;
const len27 = data112.length;
for(let i27=0; i27<len27; i27++){
let data113 = data112[i27];
const _errs273 = errors;
if(errors === _errs273){
if(data113 && typeof data113 == "object" && !Array.isArray(data113)){
let missing17;
if((((data113.policy === undefined) && (missing17 = "policy")) || ((data113.guard === undefined) && (missing17 = "guard"))) || ((data113.message === undefined) && (missing17 = "message"))){
validate10.errors = [{instancePath:instancePath+"/blocked/" + i27,schemaPath:"#/properties/blocked/items/required",keyword:"required",params:{missingProperty: missing17},message:"must have required property '"+missing17+"'"}];
return false;
}
else {
const _errs275 = errors;
for(const key14 in data113){
if(!(((key14 === "policy") || (key14 === "guard")) || (key14 === "message"))){
validate10.errors = [{instancePath:instancePath+"/blocked/" + i27,schemaPath:"#/properties/blocked/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs275 === errors){
if(data113.policy !== undefined){
let data114 = data113.policy;
const _errs276 = errors;
const _errs277 = errors;
let valid54 = false;
const _errs278 = errors;
if(errors === _errs278){
if(typeof data114 === "string"){
if(!pattern0.test(data114)){
const err72 = {instancePath:instancePath+"/blocked/" + i27+"/policy",schemaPath:"#/properties/blocked/items/properties/policy/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"},message:"must match pattern \""+"^(?!\\.{1,2}$)[a-z0-9._-]{1,253}$"+"\""};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/blocked/" + i27+"/policy",schemaPath:"#/properties/blocked/items/properties/policy/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
var _valid8 = _errs278 === errors;
valid54 = valid54 || _valid8;
if(!valid54){
const _errs280 = errors;
if(data114 !== null){
const err74 = {instancePath:instancePath+"/blocked/" + i27+"/policy",schemaPath:"#/properties/blocked/items/properties/policy/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
var _valid8 = _errs280 === errors;
valid54 = valid54 || _valid8;
}
if(!valid54){
const err75 = {instancePath:instancePath+"/blocked/" + i27+"/policy",schemaPath:"#/properties/blocked/items/properties/policy/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs277;
if(vErrors !== null){
if(_errs277){
vErrors.length = _errs277;
}
else {
vErrors = null;
}
}
}
var valid53 = _errs276 === errors;
}
else {
var valid53 = true;
}
if(valid53){
if(data113.guard !== undefined){
let data115 = data113.guard;
const _errs282 = errors;
if(typeof data115 !== "string"){
validate10.errors = [{instancePath:instancePath+"/blocked/" + i27+"/guard",schemaPath:"#/properties/blocked/items/properties/guard/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((((((((data115 === "stale-plan") || (data115 === "behind")) || (data115 === "mass-delete")) || (data115 === "empty-desired")) || (data115 === "in-use")) || (data115 === "protected")) || (data115 === "live-narrowed")) || (data115 === "widening")) || (data115 === "guardrail")) || (data115 === "unknown-fields")) || (data115 === "locked"))){
validate10.errors = [{instancePath:instancePath+"/blocked/" + i27+"/guard",schemaPath:"#/properties/blocked/items/properties/guard/enum",keyword:"enum",params:{allowedValues: schema11.properties.blocked.items.properties.guard.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid53 = _errs282 === errors;
}
else {
var valid53 = true;
}
if(valid53){
if(data113.message !== undefined){
const _errs284 = errors;
if(typeof data113.message !== "string"){
validate10.errors = [{instancePath:instancePath+"/blocked/" + i27+"/message",schemaPath:"#/properties/blocked/items/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid53 = _errs284 === errors;
}
else {
var valid53 = true;
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/blocked/" + i27,schemaPath:"#/properties/blocked/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid52 = _errs273 === errors;
if(!valid52){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/blocked",schemaPath:"#/properties/blocked/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs271 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.guardrails !== undefined){
let data117 = data.guardrails;
const _errs286 = errors;
if(errors === _errs286){
if(Array.isArray(data117)){
var valid55 = true;
const len28 = data117.length;
for(let i28=0; i28<len28; i28++){
let data118 = data117[i28];
const _errs288 = errors;
if(errors === _errs288){
if(data118 && typeof data118 == "object" && !Array.isArray(data118)){
let missing18;
if(((((((data118.name === undefined) && (missing18 = "name")) || ((data118.result === undefined) && (missing18 = "result"))) || ((data118.agents === undefined) && (missing18 = "agents"))) || ((data118.policies === undefined) && (missing18 = "policies"))) || ((data118.counterexample === undefined) && (missing18 = "counterexample"))) || ((data118.because === undefined) && (missing18 = "because"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28,schemaPath:"#/properties/guardrails/items/required",keyword:"required",params:{missingProperty: missing18},message:"must have required property '"+missing18+"'"}];
return false;
}
else {
const _errs290 = errors;
for(const key15 in data118){
if(!((((((key15 === "name") || (key15 === "result")) || (key15 === "agents")) || (key15 === "policies")) || (key15 === "counterexample")) || (key15 === "because"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28,schemaPath:"#/properties/guardrails/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs290 === errors){
if(data118.name !== undefined){
const _errs291 = errors;
if(typeof data118.name !== "string"){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/name",schemaPath:"#/properties/guardrails/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid56 = _errs291 === errors;
}
else {
var valid56 = true;
}
if(valid56){
if(data118.result !== undefined){
let data120 = data118.result;
const _errs293 = errors;
if(!((((data120 === "proven") || (data120 === "unproven")) || (data120 === "violated")) || (data120 === "matches-nothing"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/result",schemaPath:"#/properties/guardrails/items/properties/result/enum",keyword:"enum",params:{allowedValues: schema11.properties.guardrails.items.properties.result.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid56 = _errs293 === errors;
}
else {
var valid56 = true;
}
if(valid56){
if(data118.agents !== undefined){
let data121 = data118.agents;
const _errs294 = errors;
if(!((typeof data121 == "number") && (!(data121 % 1) && !isNaN(data121)))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/agents",schemaPath:"#/properties/guardrails/items/properties/agents/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs294){
if(typeof data121 == "number"){
if(data121 < 0 || isNaN(data121)){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/agents",schemaPath:"#/properties/guardrails/items/properties/agents/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid56 = _errs294 === errors;
}
else {
var valid56 = true;
}
if(valid56){
if(data118.policies !== undefined){
let data122 = data118.policies;
const _errs296 = errors;
if(!((typeof data122 == "number") && (!(data122 % 1) && !isNaN(data122)))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/policies",schemaPath:"#/properties/guardrails/items/properties/policies/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs296){
if(typeof data122 == "number"){
if(data122 < 0 || isNaN(data122)){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/policies",schemaPath:"#/properties/guardrails/items/properties/policies/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid56 = _errs296 === errors;
}
else {
var valid56 = true;
}
if(valid56){
if(data118.counterexample !== undefined){
let data123 = data118.counterexample;
const _errs298 = errors;
const _errs299 = errors;
let valid57 = false;
const _errs300 = errors;
if(errors === _errs300){
if(data123 && typeof data123 == "object" && !Array.isArray(data123)){
let missing19;
if((((((data123.method === undefined) && (missing19 = "method")) || ((data123.url === undefined) && (missing19 = "url"))) || ((data123.tags === undefined) && (missing19 = "tags"))) || ((data123.tool === undefined) && (missing19 = "tool"))) || ((data123.capability === undefined) && (missing19 = "capability"))){
const err76 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/required",keyword:"required",params:{missingProperty: missing19},message:"must have required property '"+missing19+"'"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
else {
const _errs302 = errors;
for(const key16 in data123){
if(!(((((((key16 === "method") || (key16 === "url")) || (key16 === "tags")) || (key16 === "tool")) || (key16 === "capability")) || (key16 === "agent")) || (key16 === "policies"))){
const err77 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
break;
}
}
if(_errs302 === errors){
if(data123.method !== undefined){
const _errs303 = errors;
if(typeof data123.method !== "string"){
const err78 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample/method",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/properties/method/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
var valid58 = _errs303 === errors;
}
else {
var valid58 = true;
}
if(valid58){
if(data123.url !== undefined){
const _errs305 = errors;
if(typeof data123.url !== "string"){
const err79 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample/url",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
var valid58 = _errs305 === errors;
}
else {
var valid58 = true;
}
if(valid58){
if(data123.tags !== undefined){
let data126 = data123.tags;
const _errs307 = errors;
if(errors === _errs307){
if(Array.isArray(data126)){
var valid59 = true;
const len29 = data126.length;
for(let i29=0; i29<len29; i29++){
const _errs309 = errors;
if(typeof data126[i29] !== "string"){
const err80 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample/tags/" + i29,schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
var valid59 = _errs309 === errors;
if(!valid59){
break;
}
}
}
else {
const err81 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample/tags",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
var valid58 = _errs307 === errors;
}
else {
var valid58 = true;
}
if(valid58){
if(data123.tool !== undefined){
let data128 = data123.tool;
const _errs311 = errors;
if((typeof data128 !== "string") && (data128 !== null)){
const err82 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample/tool",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/properties/tool/type",keyword:"type",params:{type: schema11.properties.guardrails.items.properties.counterexample.anyOf[0].properties.tool.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
var valid58 = _errs311 === errors;
}
else {
var valid58 = true;
}
if(valid58){
if(data123.capability !== undefined){
let data129 = data123.capability;
const _errs313 = errors;
if((typeof data129 !== "string") && (data129 !== null)){
const err83 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample/capability",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/properties/capability/type",keyword:"type",params:{type: schema11.properties.guardrails.items.properties.counterexample.anyOf[0].properties.capability.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
var valid58 = _errs313 === errors;
}
else {
var valid58 = true;
}
if(valid58){
if(data123.agent !== undefined){
const _errs315 = errors;
if(typeof data123.agent !== "string"){
const err84 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample/agent",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/properties/agent/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
var valid58 = _errs315 === errors;
}
else {
var valid58 = true;
}
if(valid58){
if(data123.policies !== undefined){
let data131 = data123.policies;
const _errs317 = errors;
if(errors === _errs317){
if(Array.isArray(data131)){
var valid60 = true;
const len30 = data131.length;
for(let i30=0; i30<len30; i30++){
const _errs319 = errors;
if(typeof data131[i30] !== "string"){
const err85 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample/policies/" + i30,schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/properties/policies/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
var valid60 = _errs319 === errors;
if(!valid60){
break;
}
}
}
else {
const err86 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample/policies",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
var valid58 = _errs317 === errors;
}
else {
var valid58 = true;
}
}
}
}
}
}
}
}
}
}
else {
const err87 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
var _valid9 = _errs300 === errors;
valid57 = valid57 || _valid9;
if(!valid57){
const _errs321 = errors;
if(data123 !== null){
const err88 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
var _valid9 = _errs321 === errors;
valid57 = valid57 || _valid9;
}
if(!valid57){
const err89 = {instancePath:instancePath+"/guardrails/" + i28+"/counterexample",schemaPath:"#/properties/guardrails/items/properties/counterexample/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs299;
if(vErrors !== null){
if(_errs299){
vErrors.length = _errs299;
}
else {
vErrors = null;
}
}
}
var valid56 = _errs298 === errors;
}
else {
var valid56 = true;
}
if(valid56){
if(data118.because !== undefined){
let data133 = data118.because;
const _errs323 = errors;
if(errors === _errs323){
if(Array.isArray(data133)){
var valid61 = true;
const len31 = data133.length;
for(let i31=0; i31<len31; i31++){
let data134 = data133[i31];
const _errs325 = errors;
if(errors === _errs325){
if(data134 && typeof data134 == "object" && !Array.isArray(data134)){
let missing20;
if(((data134.policy === undefined) && (missing20 = "policy")) || ((data134.rule === undefined) && (missing20 = "rule"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/because/" + i31,schemaPath:"#/properties/guardrails/items/properties/because/items/required",keyword:"required",params:{missingProperty: missing20},message:"must have required property '"+missing20+"'"}];
return false;
}
else {
const _errs327 = errors;
for(const key17 in data134){
if(!((key17 === "policy") || (key17 === "rule"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/because/" + i31,schemaPath:"#/properties/guardrails/items/properties/because/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs327 === errors){
if(data134.policy !== undefined){
const _errs328 = errors;
if(typeof data134.policy !== "string"){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/because/" + i31+"/policy",schemaPath:"#/properties/guardrails/items/properties/because/items/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid62 = _errs328 === errors;
}
else {
var valid62 = true;
}
if(valid62){
if(data134.rule !== undefined){
let data136 = data134.rule;
const _errs330 = errors;
if(!((typeof data136 == "number") && (!(data136 % 1) && !isNaN(data136)))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/because/" + i31+"/rule",schemaPath:"#/properties/guardrails/items/properties/because/items/properties/rule/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs330){
if(typeof data136 == "number"){
if(data136 < 0 || isNaN(data136)){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/because/" + i31+"/rule",schemaPath:"#/properties/guardrails/items/properties/because/items/properties/rule/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid62 = _errs330 === errors;
}
else {
var valid62 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/because/" + i31,schemaPath:"#/properties/guardrails/items/properties/because/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid61 = _errs325 === errors;
if(!valid61){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28+"/because",schemaPath:"#/properties/guardrails/items/properties/because/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid56 = _errs323 === errors;
}
else {
var valid56 = true;
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i28,schemaPath:"#/properties/guardrails/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid55 = _errs288 === errors;
if(!valid55){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails",schemaPath:"#/properties/guardrails/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs286 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}

