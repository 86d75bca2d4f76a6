// Generated from the schema by `npm run generate`. Do not edit.
"use strict";
export const validate = validate10;
export default validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://policyctl.invalid/schema/config.schema.json","type":"object","required":["version"],"additionalProperties":false,"properties":{"version":{"const":1},"policies":{"type":"string","minLength":1},"defaultTarget":{"type":"string","minLength":1},"targets":{"type":"object","propertyNames":{"pattern":"^[a-z0-9][a-z0-9._-]*$","maxLength":100},"additionalProperties":{"type":"object","additionalProperties":false,"properties":{"embedded":{"type":"string","minLength":1},"endpoint":{"type":"string","minLength":1},"apiKeyEnv":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"}},"dependencies":{"apiKeyEnv":["endpoint"]},"oneOf":[{"required":["embedded"]},{"required":["endpoint"]}]}},"ledger":{"type":"object","additionalProperties":false,"properties":{"remote":{"type":"string","minLength":1,"pattern":"^[^-]"}}},"checks":{"type":"object","additionalProperties":{"enum":["off","info","warning","error"]}},"coverage":{"type":"object","additionalProperties":false,"properties":{"rules":{"type":"number","minimum":0,"maximum":100}}},"safety":{"type":"object","additionalProperties":false,"properties":{"maxDeletes":{"type":"integer","minimum":0},"maxDeletePercent":{"type":"number","minimum":0,"maximum":100},"protect":{"type":"array","items":{"type":"string","minLength":1}},"widening":{"enum":["report","approve"]}}},"serverFields":{"type":"array","items":{"type":"string","pattern":"^spec[.\\[]"}},"exceptions":{"type":"array","items":{"type":"object","required":["guard","reason","until"],"additionalProperties":false,"properties":{"guard":{"enum":["behind","mass-delete","empty-desired","in-use","live-narrowed","unknown-fields","widening"]},"policy":{"type":"string","minLength":1},"deletes":{"type":"integer","minimum":0},"reason":{"type":"string","minLength":1},"until":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$"}}}},"guardrails":{"type":"array","items":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"on":{"type":"object","additionalProperties":false,"properties":{"operations":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"resource":{"type":"string","minLength":1},"tags":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}}},"agents":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"bindings":{"enum":["known","any"]},"never":{"enum":["allow","approval_required"]},"approvedBy":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}},"oneOf":[{"required":["never"]},{"required":["approvedBy"]}]}}}};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^[a-z0-9][a-z0-9._-]*$", "u");
const pattern1 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const pattern2 = new RegExp("^[^-]", "u");
const pattern3 = new RegExp("^spec[.\\[]", "u");
const pattern4 = new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");

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
if(data.serverFields !== undefined){
let data20 = data.serverFields;
const _errs49 = errors;
if(errors === _errs49){
if(Array.isArray(data20)){
var valid11 = true;
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
let data21 = data20[i1];
const _errs51 = errors;
if(errors === _errs51){
if(typeof data21 === "string"){
if(!pattern3.test(data21)){
validate10.errors = [{instancePath:instancePath+"/serverFields/" + i1,schemaPath:"#/properties/serverFields/items/pattern",keyword:"pattern",params:{pattern: "^spec[.\\[]"},message:"must match pattern \""+"^spec[.\\[]"+"\"",schema:"^spec[.\\[]",parentSchema:schema11.properties.serverFields.items,data:data21}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/serverFields/" + i1,schemaPath:"#/properties/serverFields/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.serverFields.items.type,parentSchema:schema11.properties.serverFields.items,data:data21}];
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
validate10.errors = [{instancePath:instancePath+"/serverFields",schemaPath:"#/properties/serverFields/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.serverFields.type,parentSchema:schema11.properties.serverFields,data:data20}];
return false;
}
}
var valid0 = _errs49 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.exceptions !== undefined){
let data22 = data.exceptions;
const _errs53 = errors;
if(errors === _errs53){
if(Array.isArray(data22)){
var valid12 = true;
const len2 = data22.length;
for(let i2=0; i2<len2; i2++){
let data23 = data22[i2];
const _errs55 = errors;
if(errors === _errs55){
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
let missing4;
if((((data23.guard === undefined) && (missing4 = "guard")) || ((data23.reason === undefined) && (missing4 = "reason"))) || ((data23.until === undefined) && (missing4 = "until"))){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2,schemaPath:"#/properties/exceptions/items/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'",schema:schema11.properties.exceptions.items.required,parentSchema:schema11.properties.exceptions.items,data:data23}];
return false;
}
else {
const _errs57 = errors;
for(const key8 in data23){
if(!(((((key8 === "guard") || (key8 === "policy")) || (key8 === "deletes")) || (key8 === "reason")) || (key8 === "until"))){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2,schemaPath:"#/properties/exceptions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.exceptions.items,data:data23}];
return false;
break;
}
}
if(_errs57 === errors){
if(data23.guard !== undefined){
let data24 = data23.guard;
const _errs58 = errors;
if(!(((((((data24 === "behind") || (data24 === "mass-delete")) || (data24 === "empty-desired")) || (data24 === "in-use")) || (data24 === "live-narrowed")) || (data24 === "unknown-fields")) || (data24 === "widening"))){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2+"/guard",schemaPath:"#/properties/exceptions/items/properties/guard/enum",keyword:"enum",params:{allowedValues: schema11.properties.exceptions.items.properties.guard.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.exceptions.items.properties.guard.enum,parentSchema:schema11.properties.exceptions.items.properties.guard,data:data24}];
return false;
}
var valid13 = _errs58 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data23.policy !== undefined){
let data25 = data23.policy;
const _errs59 = errors;
if(errors === _errs59){
if(typeof data25 === "string"){
if(data25.length < 1){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2+"/policy",schemaPath:"#/properties/exceptions/items/properties/policy/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.exceptions.items.properties.policy,data:data25}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2+"/policy",schemaPath:"#/properties/exceptions/items/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.exceptions.items.properties.policy.type,parentSchema:schema11.properties.exceptions.items.properties.policy,data:data25}];
return false;
}
}
var valid13 = _errs59 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data23.deletes !== undefined){
let data26 = data23.deletes;
const _errs61 = errors;
if(!((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26)))){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2+"/deletes",schemaPath:"#/properties/exceptions/items/properties/deletes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.exceptions.items.properties.deletes.type,parentSchema:schema11.properties.exceptions.items.properties.deletes,data:data26}];
return false;
}
if(errors === _errs61){
if(typeof data26 == "number"){
if(data26 < 0 || isNaN(data26)){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2+"/deletes",schemaPath:"#/properties/exceptions/items/properties/deletes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema11.properties.exceptions.items.properties.deletes,data:data26}];
return false;
}
}
}
var valid13 = _errs61 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data23.reason !== undefined){
let data27 = data23.reason;
const _errs63 = errors;
if(errors === _errs63){
if(typeof data27 === "string"){
if(data27.length < 1){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2+"/reason",schemaPath:"#/properties/exceptions/items/properties/reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.exceptions.items.properties.reason,data:data27}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2+"/reason",schemaPath:"#/properties/exceptions/items/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.exceptions.items.properties.reason.type,parentSchema:schema11.properties.exceptions.items.properties.reason,data:data27}];
return false;
}
}
var valid13 = _errs63 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data23.until !== undefined){
let data28 = data23.until;
const _errs65 = errors;
if(errors === _errs65){
if(typeof data28 === "string"){
if(!pattern4.test(data28)){
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2+"/until",schemaPath:"#/properties/exceptions/items/properties/until/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}$"+"\"",schema:"^\\d{4}-\\d{2}-\\d{2}$",parentSchema:schema11.properties.exceptions.items.properties.until,data:data28}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2+"/until",schemaPath:"#/properties/exceptions/items/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.exceptions.items.properties.until.type,parentSchema:schema11.properties.exceptions.items.properties.until,data:data28}];
return false;
}
}
var valid13 = _errs65 === errors;
}
else {
var valid13 = true;
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions/" + i2,schemaPath:"#/properties/exceptions/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.exceptions.items.type,parentSchema:schema11.properties.exceptions.items,data:data23}];
return false;
}
}
var valid12 = _errs55 === errors;
if(!valid12){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/exceptions",schemaPath:"#/properties/exceptions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.exceptions.type,parentSchema:schema11.properties.exceptions,data:data22}];
return false;
}
}
var valid0 = _errs53 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.guardrails !== undefined){
let data29 = data.guardrails;
const _errs67 = errors;
if(errors === _errs67){
if(Array.isArray(data29)){
var valid14 = true;
const len3 = data29.length;
for(let i3=0; i3<len3; i3++){
let data30 = data29[i3];
const _errs69 = errors;
const _errs71 = errors;
let valid15 = false;
let passing1 = null;
const _errs72 = errors;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing5;
if((data30.never === undefined) && (missing5 = "never")){
const err6 = {instancePath:instancePath+"/guardrails/" + i3,schemaPath:"#/properties/guardrails/items/oneOf/0/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'",schema:schema11.properties.guardrails.items.oneOf[0].required,parentSchema:schema11.properties.guardrails.items.oneOf[0],data:data30};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid1 = _errs72 === errors;
if(_valid1){
valid15 = true;
passing1 = 0;
}
const _errs73 = errors;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing6;
if((data30.approvedBy === undefined) && (missing6 = "approvedBy")){
const err7 = {instancePath:instancePath+"/guardrails/" + i3,schemaPath:"#/properties/guardrails/items/oneOf/1/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'",schema:schema11.properties.guardrails.items.oneOf[1].required,parentSchema:schema11.properties.guardrails.items.oneOf[1],data:data30};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var _valid1 = _errs73 === errors;
if(_valid1 && valid15){
valid15 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid15 = true;
passing1 = 1;
}
}
if(!valid15){
const err8 = {instancePath:instancePath+"/guardrails/" + i3,schemaPath:"#/properties/guardrails/items/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf",schema:schema11.properties.guardrails.items.oneOf,parentSchema:schema11.properties.guardrails.items,data:data30};
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
errors = _errs71;
if(vErrors !== null){
if(_errs71){
vErrors.length = _errs71;
}
else {
vErrors = null;
}
}
}
if(errors === _errs69){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing7;
if((data30.name === undefined) && (missing7 = "name")){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3,schemaPath:"#/properties/guardrails/items/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'",schema:schema11.properties.guardrails.items.required,parentSchema:schema11.properties.guardrails.items,data:data30}];
return false;
}
else {
const _errs74 = errors;
for(const key9 in data30){
if(!((((((key9 === "name") || (key9 === "on")) || (key9 === "agents")) || (key9 === "bindings")) || (key9 === "never")) || (key9 === "approvedBy"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3,schemaPath:"#/properties/guardrails/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.guardrails.items,data:data30}];
return false;
break;
}
}
if(_errs74 === errors){
if(data30.name !== undefined){
let data31 = data30.name;
const _errs75 = errors;
if(errors === _errs75){
if(typeof data31 === "string"){
if(data31.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/name",schemaPath:"#/properties/guardrails/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.name,data:data31}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/name",schemaPath:"#/properties/guardrails/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.name.type,parentSchema:schema11.properties.guardrails.items.properties.name,data:data31}];
return false;
}
}
var valid16 = _errs75 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data30.on !== undefined){
let data32 = data30.on;
const _errs77 = errors;
if(errors === _errs77){
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
const _errs79 = errors;
for(const key10 in data32){
if(!(((key10 === "operations") || (key10 === "resource")) || (key10 === "tags"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on",schemaPath:"#/properties/guardrails/items/properties/on/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.guardrails.items.properties.on,data:data32}];
return false;
break;
}
}
if(_errs79 === errors){
if(data32.operations !== undefined){
let data33 = data32.operations;
const _errs80 = errors;
if(errors === _errs80){
if(Array.isArray(data33)){
if(data33.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/operations",schemaPath:"#/properties/guardrails/items/properties/on/properties/operations/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.operations,data:data33}];
return false;
}
else {
var valid18 = true;
const len4 = data33.length;
for(let i4=0; i4<len4; i4++){
let data34 = data33[i4];
const _errs82 = errors;
if(errors === _errs82){
if(typeof data34 === "string"){
if(data34.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/operations/" + i4,schemaPath:"#/properties/guardrails/items/properties/on/properties/operations/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.operations.items,data:data34}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/operations/" + i4,schemaPath:"#/properties/guardrails/items/properties/on/properties/operations/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.on.properties.operations.items.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.operations.items,data:data34}];
return false;
}
}
var valid18 = _errs82 === errors;
if(!valid18){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/operations",schemaPath:"#/properties/guardrails/items/properties/on/properties/operations/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.items.properties.on.properties.operations.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.operations,data:data33}];
return false;
}
}
var valid17 = _errs80 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data32.resource !== undefined){
let data35 = data32.resource;
const _errs84 = errors;
if(errors === _errs84){
if(typeof data35 === "string"){
if(data35.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/resource",schemaPath:"#/properties/guardrails/items/properties/on/properties/resource/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.resource,data:data35}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/resource",schemaPath:"#/properties/guardrails/items/properties/on/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.on.properties.resource.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.resource,data:data35}];
return false;
}
}
var valid17 = _errs84 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data32.tags !== undefined){
let data36 = data32.tags;
const _errs86 = errors;
if(errors === _errs86){
if(Array.isArray(data36)){
if(data36.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/tags",schemaPath:"#/properties/guardrails/items/properties/on/properties/tags/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.tags,data:data36}];
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
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/tags/" + i5,schemaPath:"#/properties/guardrails/items/properties/on/properties/tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.on.properties.tags.items,data:data37}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/tags/" + i5,schemaPath:"#/properties/guardrails/items/properties/on/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.on.properties.tags.items.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.tags.items,data:data37}];
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
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on/tags",schemaPath:"#/properties/guardrails/items/properties/on/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.items.properties.on.properties.tags.type,parentSchema:schema11.properties.guardrails.items.properties.on.properties.tags,data:data36}];
return false;
}
}
var valid17 = _errs86 === errors;
}
else {
var valid17 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/on",schemaPath:"#/properties/guardrails/items/properties/on/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.guardrails.items.properties.on.type,parentSchema:schema11.properties.guardrails.items.properties.on,data:data32}];
return false;
}
}
var valid16 = _errs77 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data30.agents !== undefined){
let data38 = data30.agents;
const _errs90 = errors;
if(errors === _errs90){
if(Array.isArray(data38)){
if(data38.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/agents",schemaPath:"#/properties/guardrails/items/properties/agents/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.guardrails.items.properties.agents,data:data38}];
return false;
}
else {
var valid20 = true;
const len6 = data38.length;
for(let i6=0; i6<len6; i6++){
let data39 = data38[i6];
const _errs92 = errors;
if(errors === _errs92){
if(typeof data39 === "string"){
if(data39.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/agents/" + i6,schemaPath:"#/properties/guardrails/items/properties/agents/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.agents.items,data:data39}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/agents/" + i6,schemaPath:"#/properties/guardrails/items/properties/agents/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.agents.items.type,parentSchema:schema11.properties.guardrails.items.properties.agents.items,data:data39}];
return false;
}
}
var valid20 = _errs92 === errors;
if(!valid20){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/agents",schemaPath:"#/properties/guardrails/items/properties/agents/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.items.properties.agents.type,parentSchema:schema11.properties.guardrails.items.properties.agents,data:data38}];
return false;
}
}
var valid16 = _errs90 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data30.bindings !== undefined){
let data40 = data30.bindings;
const _errs94 = errors;
if(!((data40 === "known") || (data40 === "any"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/bindings",schemaPath:"#/properties/guardrails/items/properties/bindings/enum",keyword:"enum",params:{allowedValues: schema11.properties.guardrails.items.properties.bindings.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.guardrails.items.properties.bindings.enum,parentSchema:schema11.properties.guardrails.items.properties.bindings,data:data40}];
return false;
}
var valid16 = _errs94 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data30.never !== undefined){
let data41 = data30.never;
const _errs95 = errors;
if(!((data41 === "allow") || (data41 === "approval_required"))){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/never",schemaPath:"#/properties/guardrails/items/properties/never/enum",keyword:"enum",params:{allowedValues: schema11.properties.guardrails.items.properties.never.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.guardrails.items.properties.never.enum,parentSchema:schema11.properties.guardrails.items.properties.never,data:data41}];
return false;
}
var valid16 = _errs95 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data30.approvedBy !== undefined){
let data42 = data30.approvedBy;
const _errs96 = errors;
if(errors === _errs96){
if(Array.isArray(data42)){
if(data42.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/approvedBy",schemaPath:"#/properties/guardrails/items/properties/approvedBy/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.guardrails.items.properties.approvedBy,data:data42}];
return false;
}
else {
var valid21 = true;
const len7 = data42.length;
for(let i7=0; i7<len7; i7++){
let data43 = data42[i7];
const _errs98 = errors;
if(errors === _errs98){
if(typeof data43 === "string"){
if(data43.length < 1){
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/approvedBy/" + i7,schemaPath:"#/properties/guardrails/items/properties/approvedBy/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.guardrails.items.properties.approvedBy.items,data:data43}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/approvedBy/" + i7,schemaPath:"#/properties/guardrails/items/properties/approvedBy/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.guardrails.items.properties.approvedBy.items.type,parentSchema:schema11.properties.guardrails.items.properties.approvedBy.items,data:data43}];
return false;
}
}
var valid21 = _errs98 === errors;
if(!valid21){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3+"/approvedBy",schemaPath:"#/properties/guardrails/items/properties/approvedBy/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.items.properties.approvedBy.type,parentSchema:schema11.properties.guardrails.items.properties.approvedBy,data:data42}];
return false;
}
}
var valid16 = _errs96 === errors;
}
else {
var valid16 = true;
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
validate10.errors = [{instancePath:instancePath+"/guardrails/" + i3,schemaPath:"#/properties/guardrails/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.guardrails.items.type,parentSchema:schema11.properties.guardrails.items,data:data30}];
return false;
}
}
var valid14 = _errs69 === errors;
if(!valid14){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/guardrails",schemaPath:"#/properties/guardrails/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.guardrails.type,parentSchema:schema11.properties.guardrails,data:data29}];
return false;
}
}
var valid0 = _errs67 === errors;
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
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}

