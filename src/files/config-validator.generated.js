// Generated from the schema by `npm run generate`. Do not edit.
"use strict";
export const validate = validate10;
export default validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://policyctl.invalid/schema/config.schema.json","type":"object","required":["version"],"additionalProperties":false,"properties":{"version":{"const":1},"policies":{"type":"string","minLength":1},"defaultTarget":{"type":"string","minLength":1},"targets":{"type":"object","propertyNames":{"pattern":"^[a-z0-9][a-z0-9._-]*$","maxLength":100},"additionalProperties":{"type":"object","additionalProperties":false,"properties":{"embedded":{"type":"string","minLength":1},"endpoint":{"type":"string","minLength":1},"apiKeyEnv":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"}},"dependencies":{"apiKeyEnv":["endpoint"]},"oneOf":[{"required":["embedded"]},{"required":["endpoint"]}]}},"ledger":{"type":"object","additionalProperties":false,"properties":{"remote":{"type":"string","minLength":1,"pattern":"^[^-]"}}},"checks":{"type":"object","additionalProperties":{"enum":["off","info","warning","error"]}},"coverage":{"type":"object","additionalProperties":false,"properties":{"rules":{"type":"number","minimum":0,"maximum":100}}},"safety":{"type":"object","additionalProperties":false,"properties":{"maxDeletes":{"type":"integer","minimum":0},"maxDeletePercent":{"type":"number","minimum":0,"maximum":100},"protect":{"type":"array","items":{"type":"string","minLength":1}},"widening":{"enum":["report","approve"]}}},"exceptions":{"type":"array","items":{"type":"object","required":["guard","reason","until"],"additionalProperties":false,"properties":{"guard":{"enum":["behind","mass-delete","empty-desired","in-use","live-narrowed","widening"]},"policy":{"type":"string","minLength":1},"deletes":{"type":"integer","minimum":0},"reason":{"type":"string","minLength":1},"until":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"}}}},"guardrails":{"type":"array","items":{"type":"object","required":["name","on"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"on":{"type":"object","additionalProperties":false,"properties":{"operations":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"resource":{"type":"string","minLength":1},"tags":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}}},"agents":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"bindings":{"enum":["known","any"]},"never":{"enum":["allow","approval_required"]},"approvedBy":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}},"oneOf":[{"required":["never"]},{"required":["approvedBy"]}]}}}};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^[a-z0-9][a-z0-9._-]*$", "u");
const pattern1 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const pattern2 = new RegExp("^[^-]", "u");
const pattern3 = new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://policyctl.invalid/schema/config.schema.json" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.version === undefined) && (missing0 = "version")){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'",schema:schema11.required,parentSchema:schema11,data}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
validate10.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.version !== undefined){
let data0 = data.version;
const _errs2 = errors;
if(1 !== data0){
validate10.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant",schema:1,parentSchema:schema11.properties.version,data:data0}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.policies !== undefined){
let data1 = data.policies;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(data1.length < 1){
validate10.errors = [{instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.policies,data:data1}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.policies.type,parentSchema:schema11.properties.policies,data:data1}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.defaultTarget !== undefined){
let data2 = data.defaultTarget;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data2 === "string"){
if(data2.length < 1){
validate10.errors = [{instancePath:instancePath+"/defaultTarget",schemaPath:"#/properties/defaultTarget/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.defaultTarget,data:data2}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/defaultTarget",schemaPath:"#/properties/defaultTarget/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.defaultTarget.type,parentSchema:schema11.properties.defaultTarget,data:data2}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.targets !== undefined){
let data3 = data.targets;
const _errs7 = errors;
if(errors === _errs7){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
const _errs9 = errors;
if(typeof key1 === "string"){
if(key1.length > 100){
const err0 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/propertyNames/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema11.properties.targets.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
if(!pattern0.test(key1)){
const err1 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]*$"+"\"",schema:"^[a-z0-9][a-z0-9._-]*$",parentSchema:schema11.properties.targets.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var valid1 = _errs9 === errors;
if(!valid1){
const err2 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema11.properties.targets.propertyNames,parentSchema:schema11.properties.targets,data:data3};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
validate10.errors = vErrors;
return false;
break;
}
}
if(valid1){
for(const key2 in data3){
let data4 = data3[key2];
const _errs11 = errors;
const _errs13 = errors;
let valid3 = false;
let passing0 = null;
const _errs14 = errors;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if((data4.embedded === undefined) && (missing1 = "embedded")){
const err3 = {instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/targets/additionalProperties/oneOf/0/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'",schema:schema11.properties.targets.additionalProperties.oneOf[0].required,parentSchema:schema11.properties.targets.additionalProperties.oneOf[0],data:data4};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs14 === errors;
if(_valid0){
valid3 = true;
passing0 = 0;
}
const _errs15 = errors;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing2;
if((data4.endpoint === undefined) && (missing2 = "endpoint")){
const err4 = {instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/targets/additionalProperties/oneOf/1/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'",schema:schema11.properties.targets.additionalProperties.oneOf[1].required,parentSchema:schema11.properties.targets.additionalProperties.oneOf[1],data:data4};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs15 === errors;
if(_valid0 && valid3){
valid3 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid3 = true;
passing0 = 1;
}
}
if(!valid3){
const err5 = {instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/targets/additionalProperties/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema11.properties.targets.additionalProperties.oneOf,parentSchema:schema11.properties.targets.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
if(errors === _errs11){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
const _errs16 = errors;
for(const key3 in data4){
if(!(((key3 === "embedded") || (key3 === "endpoint")) || (key3 === "apiKeyEnv"))){
validate10.errors = [{instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/targets/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.targets.additionalProperties,data:data4}];
return false;
break;
}
}
if(_errs16 === errors){
let missing3;
if(data4.apiKeyEnv !== undefined && ((data4.endpoint === undefined) && (missing3 = "endpoint"))){
validate10.errors = [{instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/targets/additionalProperties/dependencies",keyword:"dependencies",params:{property: "apiKeyEnv",
    missingProperty: missing3,
    depsCount: 1,
    deps: "endpoint"},message:"must have property endpoint when property apiKeyEnv is present",schema:schema11.properties.targets.additionalProperties.dependencies,parentSchema:schema11.properties.targets.additionalProperties,data:data4}];
return false;
}
else {
if(data4.embedded !== undefined){
let data5 = data4.embedded;
const _errs17 = errors;
if(errors === _errs17){
if(typeof data5 === "string"){
if(data5.length < 1){
validate10.errors = [{instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/embedded",schemaPath:"#/properties/targets/additionalProperties/properties/embedded/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.targets.additionalProperties.properties.embedded,data:data5}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/embedded",schemaPath:"#/properties/targets/additionalProperties/properties/embedded/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.targets.additionalProperties.properties.embedded.type,parentSchema:schema11.properties.targets.additionalProperties.properties.embedded,data:data5}];
return false;
}
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data4.endpoint !== undefined){
let data6 = data4.endpoint;
const _errs19 = errors;
if(errors === _errs19){
if(typeof data6 === "string"){
if(data6.length < 1){
validate10.errors = [{instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/endpoint",schemaPath:"#/properties/targets/additionalProperties/properties/endpoint/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.targets.additionalProperties.properties.endpoint,data:data6}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/endpoint",schemaPath:"#/properties/targets/additionalProperties/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.targets.additionalProperties.properties.endpoint.type,parentSchema:schema11.properties.targets.additionalProperties.properties.endpoint,data:data6}];
return false;
}
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data4.apiKeyEnv !== undefined){
let data7 = data4.apiKeyEnv;
const _errs21 = errors;
if(errors === _errs21){
if(typeof data7 === "string"){
if(!pattern1.test(data7)){
validate10.errors = [{instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/apiKeyEnv",schemaPath:"#/properties/targets/additionalProperties/properties/apiKeyEnv/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema11.properties.targets.additionalProperties.properties.apiKeyEnv,data:data7}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/apiKeyEnv",schemaPath:"#/properties/targets/additionalProperties/properties/apiKeyEnv/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.targets.additionalProperties.properties.apiKeyEnv.type,parentSchema:schema11.properties.targets.additionalProperties.properties.apiKeyEnv,data:data7}];
return false;
}
}
var valid5 = _errs21 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/targets/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.targets.additionalProperties.type,parentSchema:schema11.properties.targets.additionalProperties,data:data4}];
return false;
}
}
var valid2 = _errs11 === errors;
if(!valid2){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.targets.type,parentSchema:schema11.properties.targets,data:data3}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ledger !== undefined){
let data8 = data.ledger;
const _errs23 = errors;
if(errors === _errs23){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
const _errs25 = errors;
for(const key4 in data8){
if(!(key4 === "remote")){
validate10.errors = [{instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.ledger,data:data8}];
return false;
break;
}
}
if(_errs25 === errors){
if(data8.remote !== undefined){
let data9 = data8.remote;
const _errs26 = errors;
if(errors === _errs26){
if(typeof data9 === "string"){
if(data9.length < 1){
validate10.errors = [{instancePath:instancePath+"/ledger/remote",schemaPath:"#/properties/ledger/properties/remote/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.ledger.properties.remote,data:data9}];
return false;
}
else {
if(!pattern2.test(data9)){
validate10.errors = [{instancePath:instancePath+"/ledger/remote",schemaPath:"#/properties/ledger/properties/remote/pattern",keyword:"pattern",params:{pattern: "^[^-]"},message:"must match pattern \""+"^[^-]"+"\"",schema:"^[^-]",parentSchema:schema11.properties.ledger.properties.remote,data:data9}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/ledger/remote",schemaPath:"#/properties/ledger/properties/remote/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.ledger.properties.remote.type,parentSchema:schema11.properties.ledger.properties.remote,data:data9}];
return false;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.ledger.type,parentSchema:schema11.properties.ledger,data:data8}];
return false;
}
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.checks !== undefined){
let data10 = data.checks;
const _errs28 = errors;
if(errors === _errs28){
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key5 in data10){
let data11 = data10[key5];
const _errs31 = errors;
if(!((((data11 === "off") || (data11 === "info")) || (data11 === "warning")) || (data11 === "error"))){
validate10.errors = [{instancePath:instancePath+"/checks/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/checks/additionalProperties/enum",keyword:"enum",params:{allowedValues: schema11.properties.checks.additionalProperties.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.checks.additionalProperties.enum,parentSchema:schema11.properties.checks.additionalProperties,data:data11}];
return false;
}
var valid7 = _errs31 === errors;
if(!valid7){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/checks",schemaPath:"#/properties/checks/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.checks.type,parentSchema:schema11.properties.checks,data:data10}];
return false;
}
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.coverage !== undefined){
let data12 = data.coverage;
const _errs32 = errors;
if(errors === _errs32){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
const _errs34 = errors;
for(const key6 in data12){
if(!(key6 === "rules")){
validate10.errors = [{instancePath:instancePath+"/coverage",schemaPath:"#/properties/coverage/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.coverage,data:data12}];
return false;
break;
}
}
if(_errs34 === errors){
if(data12.rules !== undefined){
let data13 = data12.rules;
const _errs35 = errors;
if(errors === _errs35){
if(typeof data13 == "number"){
if(data13 > 100 || isNaN(data13)){
validate10.errors = [{instancePath:instancePath+"/coverage/rules",schemaPath:"#/properties/coverage/properties/rules/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema11.properties.coverage.properties.rules,data:data13}];
return false;
}
else {
if(data13 < 0 || isNaN(data13)){
validate10.errors = [{instancePath:instancePath+"/coverage/rules",schemaPath:"#/properties/coverage/properties/rules/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema11.properties.coverage.properties.rules,data:data13}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/coverage/rules",schemaPath:"#/properties/coverage/properties/rules/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema11.properties.coverage.properties.rules.type,parentSchema:schema11.properties.coverage.properties.rules,data:data13}];
return false;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/coverage",schemaPath:"#/properties/coverage/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.coverage.type,parentSchema:schema11.properties.coverage,data:data12}];
return false;
}
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.safety !== undefined){
let data14 = data.safety;
const _errs37 = errors;
if(errors === _errs37){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
const _errs39 = errors;
for(const key7 in data14){
if(!((((key7 === "maxDeletes") || (key7 === "maxDeletePercent")) || (key7 === "protect")) || (key7 === "widening"))){
validate10.errors = [{instancePath:instancePath+"/safety",schemaPath:"#/properties/safety/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.safety,data:data14}];
return false;
break;
}
}
if(_errs39 === errors){
if(data14.maxDeletes !== undefined){
let data15 = data14.maxDeletes;
const _errs40 = errors;
if(!((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15)))){
validate10.errors = [{instancePath:instancePath+"/safety/maxDeletes",schemaPath:"#/properties/safety/properties/maxDeletes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.safety.properties.maxDeletes.type,parentSchema:schema11.properties.safety.properties.maxDeletes,data:data15}];
return false;
}
if(errors === _errs40){
if(typeof data15 == "number"){
if(data15 < 0 || isNaN(data15)){
validate10.errors = [{instancePath:instancePath+"/safety/maxDeletes",schemaPath:"#/properties/safety/properties/maxDeletes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema11.properties.safety.properties.maxDeletes,data:data15}];
return false;
}
}
}
var valid9 = _errs40 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data14.maxDeletePercent !== undefined){
let data16 = data14.maxDeletePercent;
const _errs42 = errors;
if(errors === _errs42){
if(typeof data16 == "number"){
if(data16 > 100 || isNaN(data16)){
validate10.errors = [{instancePath:instancePath+"/safety/maxDeletePercent",schemaPath:"#/properties/safety/properties/maxDeletePercent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema11.properties.safety.properties.maxDeletePercent,data:data16}];
return false;
}
else {
if(data16 < 0 || isNaN(data16)){
validate10.errors = [{instancePath:instancePath+"/safety/maxDeletePercent",schemaPath:"#/properties/safety/properties/maxDeletePercent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema11.properties.safety.properties.maxDeletePercent,data:data16}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/safety/maxDeletePercent",schemaPath:"#/properties/safety/properties/maxDeletePercent/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema11.properties.safety.properties.maxDeletePercent.type,parentSchema:schema11.properties.safety.properties.maxDeletePercent,data:data16}];
return false;
}
}
var valid9 = _errs42 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data14.protect !== undefined){
let data17 = data14.protect;
const _errs44 = errors;
if(errors === _errs44){
if(Array.isArray(data17)){
var valid10 = true;
const len0 = data17.length;
for(let i0=0; i0<len0; i0++){
let data18 = data17[i0];
const _errs46 = errors;
if(errors === _errs46){
if(typeof data18 === "string"){
if(data18.length < 1){
validate10.errors = [{instancePath:instancePath+"/safety/protect/" + i0,schemaPath:"#/properties/safety/properties/protect/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.safety.properties.protect.items,data:data18}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/safety/protect/" + i0,schemaPath:"#/properties/safety/properties/protect/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.safety.properties.protect.items.type,parentSchema:schema11.properties.safety.properties.protect.items,data:data18}];
return false;
}
}
var valid10 = _errs46 === errors;
if(!valid10){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/safety/protect",schemaPath:"#/properties/safety/properties/protect/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.safety.properties.protect.type,parentSchema:schema11.properties.safety.properties.protect,data:data17}];
return false;
}
}
var valid9 = _errs44 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data14.widening !== undefined){
let data19 = data14.widening;
const _errs48 = errors;
if(!((data19 === "report") || (data19 === "approve"))){
validate10.errors = [{instancePath:instancePath+"/safety/widening",schemaPath:"#/properties/safety/properties/widening/enum",keyword:"enum",params:{allowedValues: schema11.properties.safety.properties.widening.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.safety.properties.widening.enum,parentSchema:schema11.properties.safety.properties.widening,data:data19}];
return false;
}
var valid9 = _errs48 === errors;
}
else {
var valid9 = true;
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/safety",schemaPath:"#/properties/safety/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.safety.type,parentSchema:schema11.properties.safety,data:data14}];
return false;
}
}
var valid0 = _errs37 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.exceptions !== undefined){
let data20 = data.exceptions;
const _errs49 = errors;
if(errors === _errs49){
if(Array.isArray(data20)){
var valid11 = true;
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
let data21 = data20[i1];
const _errs51 = errors;
if(errors === _errs51){
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
let missing4;
if((((data21.guard === undefined) && (missing4 = "guard")) || ((data21.reason === undefined) && (missing4 = "reason"))) || ((data21.until === undefined) && (missing4 = "until"))){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1,schemaPath:"#/properties/exceptions/items/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'",schema:schema11.properties.exceptions.items.required,parentSchema:schema11.properties.exceptions.items,data:data21}];
return false;
}
else {
const _errs53 = errors;
for(const key8 in data21){
if(!(((((key8 === "guard") || (key8 === "policy")) || (key8 === "deletes")) || (key8 === "reason")) || (key8 === "until"))){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1,schemaPath:"#/properties/exceptions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.exceptions.items,data:data21}];
return false;
break;
}
}
if(_errs53 === errors){
if(data21.guard !== undefined){
let data22 = data21.guard;
const _errs54 = errors;
if(!((((((data22 === "behind") || (data22 === "mass-delete")) || (data22 === "empty-desired")) || (data22 === "in-use")) || (data22 === "live-narrowed")) || (data22 === "widening"))){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1+"/guard",schemaPath:"#/properties/exceptions/items/properties/guard/enum",keyword:"enum",params:{allowedValues: schema11.properties.exceptions.items.properties.guard.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.exceptions.items.properties.guard.enum,parentSchema:schema11.properties.exceptions.items.properties.guard,data:data22}];
return false;
}
var valid12 = _errs54 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data21.policy !== undefined){
let data23 = data21.policy;
const _errs55 = errors;
if(errors === _errs55){
if(typeof data23 === "string"){
if(data23.length < 1){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1+"/policy",schemaPath:"#/properties/exceptions/items/properties/policy/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.exceptions.items.properties.policy,data:data23}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1+"/policy",schemaPath:"#/properties/exceptions/items/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.exceptions.items.properties.policy.type,parentSchema:schema11.properties.exceptions.items.properties.policy,data:data23}];
return false;
}
}
var valid12 = _errs55 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data21.deletes !== undefined){
let data24 = data21.deletes;
const _errs57 = errors;
if(!((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24)))){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1+"/deletes",schemaPath:"#/properties/exceptions/items/properties/deletes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.exceptions.items.properties.deletes.type,parentSchema:schema11.properties.exceptions.items.properties.deletes,data:data24}];
return false;
}
if(errors === _errs57){
if(typeof data24 == "number"){
if(data24 < 0 || isNaN(data24)){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1+"/deletes",schemaPath:"#/properties/exceptions/items/properties/deletes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema11.properties.exceptions.items.properties.deletes,data:data24}];
return false;
}
}
}
var valid12 = _errs57 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data21.reason !== undefined){
let data25 = data21.reason;
const _errs59 = errors;
if(errors === _errs59){
if(typeof data25 === "string"){
if(data25.length < 1){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1+"/reason",schemaPath:"#/properties/exceptions/items/properties/reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.exceptions.items.properties.reason,data:data25}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1+"/reason",schemaPath:"#/properties/exceptions/items/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.exceptions.items.properties.reason.type,parentSchema:schema11.properties.exceptions.items.properties.reason,data:data25}];
return false;
}
}
var valid12 = _errs59 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data21.until !== undefined){
let data26 = data21.until;
const _errs61 = errors;
if(errors === _errs61){
if(typeof data26 === "string"){
if(!pattern3.test(data26)){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1+"/until",schemaPath:"#/properties/exceptions/items/properties/until/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}$"+"\"",schema:"^\\d{4}-\\d{2}-\\d{2}$",parentSchema:schema11.properties.exceptions.items.properties.until,data:data26}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1+"/until",schemaPath:"#/properties/exceptions/items/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.exceptions.items.properties.until.type,parentSchema:schema11.properties.exceptions.items.properties.until,data:data26}];
return false;
}
}
var valid12 = _errs61 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i1,schemaPath:"#/properties/exceptions/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.exceptions.items.type,parentSchema:schema11.properties.exceptions.items,data:data21}];
return false;
}
}
var valid11 = _errs51 === errors;
if(!valid11){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions",schemaPath:"#/properties/exceptions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.exceptions.type,parentSchema:schema11.properties.exceptions,data:data20}];
return false;
}
}
var valid0 = _errs49 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.guardrails !== undefined){
let data27 = data.guardrails;
const _errs63 = errors;
if(errors === _errs63){
if(Array.isArray(data27)){
var valid13 = true;
const len2 = data27.length;
for(let i2=0; i2<len2; i2++){
let data28 = data27[i2];
const _errs65 = errors;
const _errs67 = errors;
let valid14 = false;
let passing1 = null;
const _errs68 = errors;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
let missing5;
if((data28.never === undefined) && (missing5 = "never")){
const err6 = {instancePath:instancePath+"/guardrails/" + i2,schemaPath:"#/properties/guardrails/items/oneOf/0/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'",schema:schema11.properties.guardrails.items.oneOf[0].required,parentSchema:schema11.properties.guardrails.items.oneOf[0],data:data28};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid1 = _errs68 === errors;
if(_valid1){
valid14 = true;
passing1 = 0;
}
const _errs69 = errors;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
let missing6;
if((data28.approvedBy === undefined) && (missing6 = "approvedBy")){
const err7 = {instancePath:instancePath+"/guardrails/" + i2,schemaPath:"#/properties/guardrails/items/oneOf/1/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'",schema:schema11.properties.guardrails.items.oneOf[1].required,parentSchema:schema11.properties.guardrails.items.oneOf[1],data:data28};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var _valid1 = _errs69 === errors;
if(_valid1 && valid14){
valid14 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid14 = true;
passing1 = 1;
}
}
if(!valid14){
const err8 = {instancePath:instancePath+"/guardrails/" + i2,schemaPath:"#/properties/guardrails/items/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf",schema:schema11.properties.guardrails.items.oneOf,parentSchema:schema11.properties.guardrails.items,data:data28};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs67;
if(vErrors !== null){
if(_errs67){
vErrors.length = _errs67;
}
else {
vErrors = null;
}
}
}
if(errors === _errs65){
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
let missing7;
if(((data28.name === undefined) && (missing7 = "name")) || ((data28.on === undefined) && (missing7 = "on"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2,schemaPath:"#/properties/guardrails/items/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'",schema:schema11.properties.guardrails.items.required,parentSchema:schema11.properties.guardrails.items,data:data28}];
return false;
}
else {
const _errs70 = errors;
for(const key9 in data28){
if(!((((((key9 === "name") || (key9 === "on")) || (key9 === "agents")) || (key9 === "bindings")) || (key9 === "never")) || (key9 === "approvedBy"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2,schemaPath:"#/properties/guardrails/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.guardrails.items,data:data28}];
return false;
break;
}
}
if(_errs70 === errors){
if(data28.name !== undefined){
let data29 = data28.name;
const _errs71 = errors;
if(errors === _errs71){
if(typeof data29 === "string"){
if(data29.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/name",schemaPath:"#/properties/guardrails/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.name,data:data29}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/name",schemaPath:"#/properties/guardrails/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.name.type,parentSchema:schema11.properties.guardrails.items.properties.name,data:data29}];
return false;
}
}
var valid15 = _errs71 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data28.on !== undefined){
let data30 = data28.on;
const _errs73 = errors;
if(errors === _errs73){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
const _errs75 = errors;
for(const key10 in data30){
if(!(((key10 === "operations") || (key10 === "resource")) || (key10 === "tags"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on",schemaPath:"#/properties/guardrails/items/properties/on/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.guardrails.items.properties.on,data:data30}];
return false;
break;
}
}
if(_errs75 === errors){
if(data30.operations !== undefined){
let data31 = data30.operations;
const _errs76 = errors;
if(errors === _errs76){
if(Array.isArray(data31)){
if(data31.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/operations",schemaPath:"#/properties/guardrails/items/properties/on/properties/operations/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.operations,data:data31}];
return false;
}
else {
var valid17 = true;
const len3 = data31.length;
for(let i3=0; i3<len3; i3++){
let data32 = data31[i3];
const _errs78 = errors;
if(errors === _errs78){
if(typeof data32 === "string"){
if(data32.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/operations/" + i3,schemaPath:"#/properties/guardrails/items/properties/on/properties/operations/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.operations.items,data:data32}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/operations/" + i3,schemaPath:"#/properties/guardrails/items/properties/on/properties/operations/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.on.properties.operations.items.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.operations.items,data:data32}];
return false;
}
}
var valid17 = _errs78 === errors;
if(!valid17){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/operations",schemaPath:"#/properties/guardrails/items/properties/on/properties/operations/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.items.properties.on.properties.operations.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.operations,data:data31}];
return false;
}
}
var valid16 = _errs76 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data30.resource !== undefined){
let data33 = data30.resource;
const _errs80 = errors;
if(errors === _errs80){
if(typeof data33 === "string"){
if(data33.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/resource",schemaPath:"#/properties/guardrails/items/properties/on/properties/resource/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.resource,data:data33}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/resource",schemaPath:"#/properties/guardrails/items/properties/on/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.on.properties.resource.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.resource,data:data33}];
return false;
}
}
var valid16 = _errs80 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data30.tags !== undefined){
let data34 = data30.tags;
const _errs82 = errors;
if(errors === _errs82){
if(Array.isArray(data34)){
if(data34.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/tags",schemaPath:"#/properties/guardrails/items/properties/on/properties/tags/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.tags,data:data34}];
return false;
}
else {
var valid18 = true;
const len4 = data34.length;
for(let i4=0; i4<len4; i4++){
let data35 = data34[i4];
const _errs84 = errors;
if(errors === _errs84){
if(typeof data35 === "string"){
if(data35.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/tags/" + i4,schemaPath:"#/properties/guardrails/items/properties/on/properties/tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.tags.items,data:data35}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/tags/" + i4,schemaPath:"#/properties/guardrails/items/properties/on/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.on.properties.tags.items.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.tags.items,data:data35}];
return false;
}
}
var valid18 = _errs84 === errors;
if(!valid18){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on/tags",schemaPath:"#/properties/guardrails/items/properties/on/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.items.properties.on.properties.tags.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.tags,data:data34}];
return false;
}
}
var valid16 = _errs82 === errors;
}
else {
var valid16 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/on",schemaPath:"#/properties/guardrails/items/properties/on/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.guardrails.items.properties.on.type,parentSchema:schema11.properties.guardrails.items.properties.on,data:data30}];
return false;
}
}
var valid15 = _errs73 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data28.agents !== undefined){
let data36 = data28.agents;
const _errs86 = errors;
if(errors === _errs86){
if(Array.isArray(data36)){
if(data36.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/agents",schemaPath:"#/properties/guardrails/items/properties/agents/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.guardrails.items.properties.agents,data:data36}];
return false;
}
else {
var valid19 = true;
const len5 = data36.length;
for(let i5=0; i5<len5; i5++){
let data37 = data36[i5];
const _errs88 = errors;
if(errors === _errs88){
if(typeof data37 === "string"){
if(data37.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/agents/" + i5,schemaPath:"#/properties/guardrails/items/properties/agents/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.agents.items,data:data37}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/agents/" + i5,schemaPath:"#/properties/guardrails/items/properties/agents/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.agents.items.type,parentSchema:schema11.properties.guardrails.items.properties.agents.items,data:data37}];
return false;
}
}
var valid19 = _errs88 === errors;
if(!valid19){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/agents",schemaPath:"#/properties/guardrails/items/properties/agents/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.items.properties.agents.type,parentSchema:schema11.properties.guardrails.items.properties.agents,data:data36}];
return false;
}
}
var valid15 = _errs86 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data28.bindings !== undefined){
let data38 = data28.bindings;
const _errs90 = errors;
if(!((data38 === "known") || (data38 === "any"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/bindings",schemaPath:"#/properties/guardrails/items/properties/bindings/enum",keyword:"enum",params:{allowedValues: schema11.properties.guardrails.items.properties.bindings.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.guardrails.items.properties.bindings.enum,parentSchema:schema11.properties.guardrails.items.properties.bindings,data:data38}];
return false;
}
var valid15 = _errs90 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data28.never !== undefined){
let data39 = data28.never;
const _errs91 = errors;
if(!((data39 === "allow") || (data39 === "approval_required"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/never",schemaPath:"#/properties/guardrails/items/properties/never/enum",keyword:"enum",params:{allowedValues: schema11.properties.guardrails.items.properties.never.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.guardrails.items.properties.never.enum,parentSchema:schema11.properties.guardrails.items.properties.never,data:data39}];
return false;
}
var valid15 = _errs91 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data28.approvedBy !== undefined){
let data40 = data28.approvedBy;
const _errs92 = errors;
if(errors === _errs92){
if(Array.isArray(data40)){
if(data40.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/approvedBy",schemaPath:"#/properties/guardrails/items/properties/approvedBy/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.guardrails.items.properties.approvedBy,data:data40}];
return false;
}
else {
var valid20 = true;
const len6 = data40.length;
for(let i6=0; i6<len6; i6++){
let data41 = data40[i6];
const _errs94 = errors;
if(errors === _errs94){
if(typeof data41 === "string"){
if(data41.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/approvedBy/" + i6,schemaPath:"#/properties/guardrails/items/properties/approvedBy/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.approvedBy.items,data:data41}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/approvedBy/" + i6,schemaPath:"#/properties/guardrails/items/properties/approvedBy/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.approvedBy.items.type,parentSchema:schema11.properties.guardrails.items.properties.approvedBy.items,data:data41}];
return false;
}
}
var valid20 = _errs94 === errors;
if(!valid20){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2+"/approvedBy",schemaPath:"#/properties/guardrails/items/properties/approvedBy/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.items.properties.approvedBy.type,parentSchema:schema11.properties.guardrails.items.properties.approvedBy,data:data40}];
return false;
}
}
var valid15 = _errs92 === errors;
}
else {
var valid15 = true;
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
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i2,schemaPath:"#/properties/guardrails/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.guardrails.items.type,parentSchema:schema11.properties.guardrails.items,data:data28}];
return false;
}
}
var valid13 = _errs65 === errors;
if(!valid13){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails",schemaPath:"#/properties/guardrails/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.type,parentSchema:schema11.properties.guardrails,data:data27}];
return false;
}
}
var valid0 = _errs63 === errors;
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
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}

