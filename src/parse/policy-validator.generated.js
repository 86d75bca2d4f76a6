// Generated from the schema by `npm run generate`. Do not edit.
"use strict";
export const validate = validate10;
export default validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://policyctl.invalid/schema/policy.schema.json","type":"object","if":{"required":["kind"],"properties":{"kind":{"const":"PolicyBinding"}}},"then":{"type":"object","required":["apiVersion","kind","metadata","spec"],"additionalProperties":false,"properties":{"apiVersion":{"type":"string","const":"platform.ai/v1alpha1"},"kind":{"type":"string","const":"PolicyBinding"},"metadata":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"namespace":{"type":"string"},"labels":{"type":"object","additionalProperties":{"type":"string"}},"annotations":{"type":"object","additionalProperties":{"type":"string"}}}},"spec":{"type":"object","required":["policyRef","subjects"],"additionalProperties":false,"properties":{"policyRef":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":253}}},"subjects":{"type":"array","minItems":1,"items":{"type":"object","required":["kind","name"],"additionalProperties":false,"properties":{"kind":{"type":"string","const":"ServiceAccount"},"name":{"type":"string","minLength":1},"namespace":{"type":"string"}}}}}}}},"else":{"if":{"anyOf":[{"required":["kind"]},{"required":["apiVersion"]},{"required":["metadata"]}]},"then":{"type":"object","required":["apiVersion","kind","metadata","spec"],"additionalProperties":false,"properties":{"apiVersion":{"type":"string","const":"platform.ai/v1alpha1"},"kind":{"type":"string","const":"Policy"},"metadata":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"namespace":{"type":"string"},"labels":{"type":"object","additionalProperties":{"type":"string"}},"annotations":{"type":"object","additionalProperties":{"type":"string"}}}},"spec":{"type":"object","required":["policies"],"additionalProperties":false,"properties":{"policies":{"type":"array","minItems":1,"items":{"type":"object","required":["permission"],"additionalProperties":false,"properties":{"permission":{"type":"string","enum":["allow","deny","approval_required"]},"operations":{"type":"array","items":{"type":"string","minLength":1}},"resource":{"type":"string"},"tags":{"type":"array","items":{"type":"string","minLength":1}}}}},"approvals":{"type":"array","items":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"toolIds":{"type":"array","items":{"type":"string","minLength":1}},"capabilities":{"type":"array","items":{"type":"string","minLength":1}},"operations":{"type":"array","items":{"type":"string","minLength":1}},"resource":{"type":"string"},"tags":{"type":"array","items":{"type":"string","minLength":1}},"approvers":{"type":"object","additionalProperties":false,"properties":{"groups":{"type":"array","items":{"type":"string","minLength":1}},"match":{"type":"string","enum":["any","all"]}}},"defaultDuration":{"type":"string"},"delivery":{"type":"object","additionalProperties":false,"properties":{"connectors":{"type":"array","items":{"type":"string","minLength":1}},"mode":{"type":"string"},"fallbackToUI":{"type":"boolean"}}}}}}}}}},"else":{"type":"object","required":["name","spec"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":253},"spec":{"type":"object","required":["policies"],"additionalProperties":false,"properties":{"policies":{"type":"array","minItems":1,"items":{"type":"object","required":["permission"],"additionalProperties":false,"properties":{"permission":{"type":"string","enum":["allow","deny","approval_required"]},"operations":{"type":"array","items":{"type":"string","minLength":1}},"resource":{"type":"string"},"tags":{"type":"array","items":{"type":"string","minLength":1}}}}},"approvals":{"type":"array","items":{"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"toolIds":{"type":"array","items":{"type":"string","minLength":1}},"capabilities":{"type":"array","items":{"type":"string","minLength":1}},"operations":{"type":"array","items":{"type":"string","minLength":1}},"resource":{"type":"string"},"tags":{"type":"array","items":{"type":"string","minLength":1}},"approvers":{"type":"object","additionalProperties":false,"properties":{"groups":{"type":"array","items":{"type":"string","minLength":1}},"match":{"type":"string","enum":["any","all"]}}},"defaultDuration":{"type":"string"},"delivery":{"type":"object","additionalProperties":false,"properties":{"connectors":{"type":"array","items":{"type":"string","minLength":1}},"mode":{"type":"string"},"fallbackToUI":{"type":"boolean"}}}}}}}}}}}};
const func2 = Object.prototype.hasOwnProperty;

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://policyctl.invalid/schema/policy.schema.json" */;
let vErrors = null;
let errors = 0;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.kind === undefined) && (missing0 = "kind")){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
else {
if(data.kind !== undefined){
if("PolicyBinding" !== data.kind){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err3 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "apiVersion"},message:"must have required property '"+"apiVersion"+"'",schema:schema11.then.required,parentSchema:schema11.then,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.kind === undefined){
const err4 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema11.then.required,parentSchema:schema11.then,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.metadata === undefined){
const err5 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "metadata"},message:"must have required property '"+"metadata"+"'",schema:schema11.then.required,parentSchema:schema11.then,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.spec === undefined){
const err6 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "spec"},message:"must have required property '"+"spec"+"'",schema:schema11.then.required,parentSchema:schema11.then,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "spec"))){
const err7 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11.then,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data1 = data.apiVersion;
if(typeof data1 !== "string"){
const err8 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/then/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.apiVersion.type,parentSchema:schema11.then.properties.apiVersion,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if("platform.ai/v1alpha1" !== data1){
const err9 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/then/properties/apiVersion/const",keyword:"const",params:{allowedValue: "platform.ai/v1alpha1"},message:"must be equal to constant",schema:"platform.ai/v1alpha1",parentSchema:schema11.then.properties.apiVersion,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.kind !== undefined){
let data2 = data.kind;
if(typeof data2 !== "string"){
const err10 = {instancePath:instancePath+"/kind",schemaPath:"#/then/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.kind.type,parentSchema:schema11.then.properties.kind,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if("PolicyBinding" !== data2){
const err11 = {instancePath:instancePath+"/kind",schemaPath:"#/then/properties/kind/const",keyword:"const",params:{allowedValue: "PolicyBinding"},message:"must be equal to constant",schema:"PolicyBinding",parentSchema:schema11.then.properties.kind,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.metadata !== undefined){
let data3 = data.metadata;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.name === undefined){
const err12 = {instancePath:instancePath+"/metadata",schemaPath:"#/then/properties/metadata/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.then.properties.metadata.required,parentSchema:schema11.then.properties.metadata,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data3){
if(!((((key1 === "name") || (key1 === "namespace")) || (key1 === "labels")) || (key1 === "annotations"))){
const err13 = {instancePath:instancePath+"/metadata",schemaPath:"#/then/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema11.then.properties.metadata,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.name !== undefined){
let data4 = data3.name;
if(typeof data4 === "string"){
if(data4.length > 253){
const err14 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/then/properties/metadata/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema11.then.properties.metadata.properties.name,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data4.length < 1){
const err15 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/then/properties/metadata/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.then.properties.metadata.properties.name,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/then/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.metadata.properties.name.type,parentSchema:schema11.then.properties.metadata.properties.name,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.namespace !== undefined){
let data5 = data3.namespace;
if(typeof data5 !== "string"){
const err17 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/then/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.metadata.properties.namespace.type,parentSchema:schema11.then.properties.metadata.properties.namespace,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data3.labels !== undefined){
let data6 = data3.labels;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key2 in data6){
let data7 = data6[key2];
if(typeof data7 !== "string"){
const err18 = {instancePath:instancePath+"/metadata/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/then/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema11.then.properties.metadata.properties.labels.additionalProperties,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/metadata/labels",schemaPath:"#/then/properties/metadata/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.then.properties.metadata.properties.labels.type,parentSchema:schema11.then.properties.metadata.properties.labels,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data3.annotations !== undefined){
let data8 = data3.annotations;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key3 in data8){
let data9 = data8[key3];
if(typeof data9 !== "string"){
const err20 = {instancePath:instancePath+"/metadata/annotations/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/then/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema11.then.properties.metadata.properties.annotations.additionalProperties,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/metadata/annotations",schemaPath:"#/then/properties/metadata/properties/annotations/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.then.properties.metadata.properties.annotations.type,parentSchema:schema11.then.properties.metadata.properties.annotations,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/metadata",schemaPath:"#/then/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.then.properties.metadata.type,parentSchema:schema11.then.properties.metadata,data:data3};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.spec !== undefined){
let data10 = data.spec;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.policyRef === undefined){
const err23 = {instancePath:instancePath+"/spec",schemaPath:"#/then/properties/spec/required",keyword:"required",params:{missingProperty: "policyRef"},message:"must have required property '"+"policyRef"+"'",schema:schema11.then.properties.spec.required,parentSchema:schema11.then.properties.spec,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data10.subjects === undefined){
const err24 = {instancePath:instancePath+"/spec",schemaPath:"#/then/properties/spec/required",keyword:"required",params:{missingProperty: "subjects"},message:"must have required property '"+"subjects"+"'",schema:schema11.then.properties.spec.required,parentSchema:schema11.then.properties.spec,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key4 in data10){
if(!((key4 === "policyRef") || (key4 === "subjects"))){
const err25 = {instancePath:instancePath+"/spec",schemaPath:"#/then/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema11.then.properties.spec,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data10.policyRef !== undefined){
let data11 = data10.policyRef;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.name === undefined){
const err26 = {instancePath:instancePath+"/spec/policyRef",schemaPath:"#/then/properties/spec/properties/policyRef/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.then.properties.spec.properties.policyRef.required,parentSchema:schema11.then.properties.spec.properties.policyRef,data:data11};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
for(const key5 in data11){
if(!(key5 === "name")){
const err27 = {instancePath:instancePath+"/spec/policyRef",schemaPath:"#/then/properties/spec/properties/policyRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema11.then.properties.spec.properties.policyRef,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data11.name !== undefined){
let data12 = data11.name;
if(typeof data12 === "string"){
if(data12.length > 253){
const err28 = {instancePath:instancePath+"/spec/policyRef/name",schemaPath:"#/then/properties/spec/properties/policyRef/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema11.then.properties.spec.properties.policyRef.properties.name,data:data12};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data12.length < 1){
const err29 = {instancePath:instancePath+"/spec/policyRef/name",schemaPath:"#/then/properties/spec/properties/policyRef/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.then.properties.spec.properties.policyRef.properties.name,data:data12};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/spec/policyRef/name",schemaPath:"#/then/properties/spec/properties/policyRef/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.spec.properties.policyRef.properties.name.type,parentSchema:schema11.then.properties.spec.properties.policyRef.properties.name,data:data12};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/spec/policyRef",schemaPath:"#/then/properties/spec/properties/policyRef/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.then.properties.spec.properties.policyRef.type,parentSchema:schema11.then.properties.spec.properties.policyRef,data:data11};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data10.subjects !== undefined){
let data13 = data10.subjects;
if(Array.isArray(data13)){
if(data13.length < 1){
const err32 = {instancePath:instancePath+"/spec/subjects",schemaPath:"#/then/properties/spec/properties/subjects/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.then.properties.spec.properties.subjects,data:data13};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.kind === undefined){
const err33 = {instancePath:instancePath+"/spec/subjects/" + i0,schemaPath:"#/then/properties/spec/properties/subjects/items/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema11.then.properties.spec.properties.subjects.items.required,parentSchema:schema11.then.properties.spec.properties.subjects.items,data:data14};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data14.name === undefined){
const err34 = {instancePath:instancePath+"/spec/subjects/" + i0,schemaPath:"#/then/properties/spec/properties/subjects/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.then.properties.spec.properties.subjects.items.required,parentSchema:schema11.then.properties.spec.properties.subjects.items,data:data14};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key6 in data14){
if(!(((key6 === "kind") || (key6 === "name")) || (key6 === "namespace"))){
const err35 = {instancePath:instancePath+"/spec/subjects/" + i0,schemaPath:"#/then/properties/spec/properties/subjects/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema11.then.properties.spec.properties.subjects.items,data:data14};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data14.kind !== undefined){
let data15 = data14.kind;
if(typeof data15 !== "string"){
const err36 = {instancePath:instancePath+"/spec/subjects/" + i0+"/kind",schemaPath:"#/then/properties/spec/properties/subjects/items/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.spec.properties.subjects.items.properties.kind.type,parentSchema:schema11.then.properties.spec.properties.subjects.items.properties.kind,data:data15};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if("ServiceAccount" !== data15){
const err37 = {instancePath:instancePath+"/spec/subjects/" + i0+"/kind",schemaPath:"#/then/properties/spec/properties/subjects/items/properties/kind/const",keyword:"const",params:{allowedValue: "ServiceAccount"},message:"must be equal to constant",schema:"ServiceAccount",parentSchema:schema11.then.properties.spec.properties.subjects.items.properties.kind,data:data15};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data14.name !== undefined){
let data16 = data14.name;
if(typeof data16 === "string"){
if(data16.length < 1){
const err38 = {instancePath:instancePath+"/spec/subjects/" + i0+"/name",schemaPath:"#/then/properties/spec/properties/subjects/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.then.properties.spec.properties.subjects.items.properties.name,data:data16};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/spec/subjects/" + i0+"/name",schemaPath:"#/then/properties/spec/properties/subjects/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.spec.properties.subjects.items.properties.name.type,parentSchema:schema11.then.properties.spec.properties.subjects.items.properties.name,data:data16};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data14.namespace !== undefined){
let data17 = data14.namespace;
if(typeof data17 !== "string"){
const err40 = {instancePath:instancePath+"/spec/subjects/" + i0+"/namespace",schemaPath:"#/then/properties/spec/properties/subjects/items/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.then.properties.spec.properties.subjects.items.properties.namespace.type,parentSchema:schema11.then.properties.spec.properties.subjects.items.properties.namespace,data:data17};
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
else {
const err41 = {instancePath:instancePath+"/spec/subjects/" + i0,schemaPath:"#/then/properties/spec/properties/subjects/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.then.properties.spec.properties.subjects.items.type,parentSchema:schema11.then.properties.spec.properties.subjects.items,data:data14};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/spec/subjects",schemaPath:"#/then/properties/spec/properties/subjects/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.then.properties.spec.properties.subjects.type,parentSchema:schema11.then.properties.spec.properties.subjects,data:data13};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/spec",schemaPath:"#/then/properties/spec/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.then.properties.spec.type,parentSchema:schema11.then.properties.spec,data:data10};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.then.type,parentSchema:schema11.then,data};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs47 = errors;
const _errs48 = errors;
let valid11 = true;
const _errs49 = errors;
const _errs50 = errors;
let valid12 = false;
const _errs51 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.kind === undefined) && (missing1 = "kind")){
const err45 = {};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
var _valid2 = _errs51 === errors;
valid12 = valid12 || _valid2;
if(!valid12){
const _errs52 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if((data.apiVersion === undefined) && (missing2 = "apiVersion")){
const err46 = {};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
var _valid2 = _errs52 === errors;
valid12 = valid12 || _valid2;
if(!valid12){
const _errs53 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if((data.metadata === undefined) && (missing3 = "metadata")){
const err47 = {};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
var _valid2 = _errs53 === errors;
valid12 = valid12 || _valid2;
}
}
if(!valid12){
const err48 = {};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
else {
errors = _errs50;
if(vErrors !== null){
if(_errs50){
vErrors.length = _errs50;
}
else {
vErrors = null;
}
}
}
var _valid1 = _errs49 === errors;
errors = _errs48;
if(vErrors !== null){
if(_errs48){
vErrors.length = _errs48;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs54 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err49 = {instancePath,schemaPath:"#/else/then/required",keyword:"required",params:{missingProperty: "apiVersion"},message:"must have required property '"+"apiVersion"+"'",schema:schema11.else.then.required,parentSchema:schema11.else.then,data};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data.kind === undefined){
const err50 = {instancePath,schemaPath:"#/else/then/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema11.else.then.required,parentSchema:schema11.else.then,data};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data.metadata === undefined){
const err51 = {instancePath,schemaPath:"#/else/then/required",keyword:"required",params:{missingProperty: "metadata"},message:"must have required property '"+"metadata"+"'",schema:schema11.else.then.required,parentSchema:schema11.else.then,data};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data.spec === undefined){
const err52 = {instancePath,schemaPath:"#/else/then/required",keyword:"required",params:{missingProperty: "spec"},message:"must have required property '"+"spec"+"'",schema:schema11.else.then.required,parentSchema:schema11.else.then,data};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
for(const key7 in data){
if(!((((key7 === "apiVersion") || (key7 === "kind")) || (key7 === "metadata")) || (key7 === "spec"))){
const err53 = {instancePath,schemaPath:"#/else/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.then,data};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data18 = data.apiVersion;
if(typeof data18 !== "string"){
const err54 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/else/then/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.apiVersion.type,parentSchema:schema11.else.then.properties.apiVersion,data:data18};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if("platform.ai/v1alpha1" !== data18){
const err55 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/else/then/properties/apiVersion/const",keyword:"const",params:{allowedValue: "platform.ai/v1alpha1"},message:"must be equal to constant",schema:"platform.ai/v1alpha1",parentSchema:schema11.else.then.properties.apiVersion,data:data18};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.kind !== undefined){
let data19 = data.kind;
if(typeof data19 !== "string"){
const err56 = {instancePath:instancePath+"/kind",schemaPath:"#/else/then/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.kind.type,parentSchema:schema11.else.then.properties.kind,data:data19};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if("Policy" !== data19){
const err57 = {instancePath:instancePath+"/kind",schemaPath:"#/else/then/properties/kind/const",keyword:"const",params:{allowedValue: "Policy"},message:"must be equal to constant",schema:"Policy",parentSchema:schema11.else.then.properties.kind,data:data19};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.metadata !== undefined){
let data20 = data.metadata;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.name === undefined){
const err58 = {instancePath:instancePath+"/metadata",schemaPath:"#/else/then/properties/metadata/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.else.then.properties.metadata.required,parentSchema:schema11.else.then.properties.metadata,data:data20};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
for(const key8 in data20){
if(!((((key8 === "name") || (key8 === "namespace")) || (key8 === "labels")) || (key8 === "annotations"))){
const err59 = {instancePath:instancePath+"/metadata",schemaPath:"#/else/then/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.then.properties.metadata,data:data20};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data20.name !== undefined){
let data21 = data20.name;
if(typeof data21 === "string"){
if(data21.length > 253){
const err60 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/else/then/properties/metadata/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema11.else.then.properties.metadata.properties.name,data:data21};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(data21.length < 1){
const err61 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/else/then/properties/metadata/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.metadata.properties.name,data:data21};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/metadata/name",schemaPath:"#/else/then/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.metadata.properties.name.type,parentSchema:schema11.else.then.properties.metadata.properties.name,data:data21};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data20.namespace !== undefined){
let data22 = data20.namespace;
if(typeof data22 !== "string"){
const err63 = {instancePath:instancePath+"/metadata/namespace",schemaPath:"#/else/then/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.metadata.properties.namespace.type,parentSchema:schema11.else.then.properties.metadata.properties.namespace,data:data22};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data20.labels !== undefined){
let data23 = data20.labels;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key9 in data23){
let data24 = data23[key9];
if(typeof data24 !== "string"){
const err64 = {instancePath:instancePath+"/metadata/labels/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/else/then/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema11.else.then.properties.metadata.properties.labels.additionalProperties,data:data24};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/metadata/labels",schemaPath:"#/else/then/properties/metadata/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.then.properties.metadata.properties.labels.type,parentSchema:schema11.else.then.properties.metadata.properties.labels,data:data23};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data20.annotations !== undefined){
let data25 = data20.annotations;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key10 in data25){
let data26 = data25[key10];
if(typeof data26 !== "string"){
const err66 = {instancePath:instancePath+"/metadata/annotations/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/else/then/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema11.else.then.properties.metadata.properties.annotations.additionalProperties,data:data26};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/metadata/annotations",schemaPath:"#/else/then/properties/metadata/properties/annotations/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.then.properties.metadata.properties.annotations.type,parentSchema:schema11.else.then.properties.metadata.properties.annotations,data:data25};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
else {
const err68 = {instancePath:instancePath+"/metadata",schemaPath:"#/else/then/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.then.properties.metadata.type,parentSchema:schema11.else.then.properties.metadata,data:data20};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data.spec !== undefined){
let data27 = data.spec;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.policies === undefined){
const err69 = {instancePath:instancePath+"/spec",schemaPath:"#/else/then/properties/spec/required",keyword:"required",params:{missingProperty: "policies"},message:"must have required property '"+"policies"+"'",schema:schema11.else.then.properties.spec.required,parentSchema:schema11.else.then.properties.spec,data:data27};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
for(const key11 in data27){
if(!((key11 === "policies") || (key11 === "approvals"))){
const err70 = {instancePath:instancePath+"/spec",schemaPath:"#/else/then/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.then.properties.spec,data:data27};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data27.policies !== undefined){
let data28 = data27.policies;
if(Array.isArray(data28)){
if(data28.length < 1){
const err71 = {instancePath:instancePath+"/spec/policies",schemaPath:"#/else/then/properties/spec/properties/policies/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.else.then.properties.spec.properties.policies,data:data28};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
const len1 = data28.length;
for(let i1=0; i1<len1; i1++){
let data29 = data28[i1];
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.permission === undefined){
const err72 = {instancePath:instancePath+"/spec/policies/" + i1,schemaPath:"#/else/then/properties/spec/properties/policies/items/required",keyword:"required",params:{missingProperty: "permission"},message:"must have required property '"+"permission"+"'",schema:schema11.else.then.properties.spec.properties.policies.items.required,parentSchema:schema11.else.then.properties.spec.properties.policies.items,data:data29};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
for(const key12 in data29){
if(!((((key12 === "permission") || (key12 === "operations")) || (key12 === "resource")) || (key12 === "tags"))){
const err73 = {instancePath:instancePath+"/spec/policies/" + i1,schemaPath:"#/else/then/properties/spec/properties/policies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.then.properties.spec.properties.policies.items,data:data29};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data29.permission !== undefined){
let data30 = data29.permission;
if(typeof data30 !== "string"){
const err74 = {instancePath:instancePath+"/spec/policies/" + i1+"/permission",schemaPath:"#/else/then/properties/spec/properties/policies/items/properties/permission/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.policies.items.properties.permission.type,parentSchema:schema11.else.then.properties.spec.properties.policies.items.properties.permission,data:data30};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(!(((data30 === "allow") || (data30 === "deny")) || (data30 === "approval_required"))){
const err75 = {instancePath:instancePath+"/spec/policies/" + i1+"/permission",schemaPath:"#/else/then/properties/spec/properties/policies/items/properties/permission/enum",keyword:"enum",params:{allowedValues: schema11.else.then.properties.spec.properties.policies.items.properties.permission.enum},message:"must be equal to one of the allowed values",schema:schema11.else.then.properties.spec.properties.policies.items.properties.permission.enum,parentSchema:schema11.else.then.properties.spec.properties.policies.items.properties.permission,data:data30};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data29.operations !== undefined){
let data31 = data29.operations;
if(Array.isArray(data31)){
const len2 = data31.length;
for(let i2=0; i2<len2; i2++){
let data32 = data31[i2];
if(typeof data32 === "string"){
if(data32.length < 1){
const err76 = {instancePath:instancePath+"/spec/policies/" + i1+"/operations/" + i2,schemaPath:"#/else/then/properties/spec/properties/policies/items/properties/operations/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.spec.properties.policies.items.properties.operations.items,data:data32};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/spec/policies/" + i1+"/operations/" + i2,schemaPath:"#/else/then/properties/spec/properties/policies/items/properties/operations/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.policies.items.properties.operations.items.type,parentSchema:schema11.else.then.properties.spec.properties.policies.items.properties.operations.items,data:data32};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
else {
const err78 = {instancePath:instancePath+"/spec/policies/" + i1+"/operations",schemaPath:"#/else/then/properties/spec/properties/policies/items/properties/operations/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.policies.items.properties.operations.type,parentSchema:schema11.else.then.properties.spec.properties.policies.items.properties.operations,data:data31};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data29.resource !== undefined){
let data33 = data29.resource;
if(typeof data33 !== "string"){
const err79 = {instancePath:instancePath+"/spec/policies/" + i1+"/resource",schemaPath:"#/else/then/properties/spec/properties/policies/items/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.policies.items.properties.resource.type,parentSchema:schema11.else.then.properties.spec.properties.policies.items.properties.resource,data:data33};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data29.tags !== undefined){
let data34 = data29.tags;
if(Array.isArray(data34)){
const len3 = data34.length;
for(let i3=0; i3<len3; i3++){
let data35 = data34[i3];
if(typeof data35 === "string"){
if(data35.length < 1){
const err80 = {instancePath:instancePath+"/spec/policies/" + i1+"/tags/" + i3,schemaPath:"#/else/then/properties/spec/properties/policies/items/properties/tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.spec.properties.policies.items.properties.tags.items,data:data35};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
else {
const err81 = {instancePath:instancePath+"/spec/policies/" + i1+"/tags/" + i3,schemaPath:"#/else/then/properties/spec/properties/policies/items/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.policies.items.properties.tags.items.type,parentSchema:schema11.else.then.properties.spec.properties.policies.items.properties.tags.items,data:data35};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/spec/policies/" + i1+"/tags",schemaPath:"#/else/then/properties/spec/properties/policies/items/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.policies.items.properties.tags.type,parentSchema:schema11.else.then.properties.spec.properties.policies.items.properties.tags,data:data34};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/spec/policies/" + i1,schemaPath:"#/else/then/properties/spec/properties/policies/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.then.properties.spec.properties.policies.items.type,parentSchema:schema11.else.then.properties.spec.properties.policies.items,data:data29};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath:instancePath+"/spec/policies",schemaPath:"#/else/then/properties/spec/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.policies.type,parentSchema:schema11.else.then.properties.spec.properties.policies,data:data28};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data27.approvals !== undefined){
let data36 = data27.approvals;
if(Array.isArray(data36)){
const len4 = data36.length;
for(let i4=0; i4<len4; i4++){
let data37 = data36[i4];
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.name === undefined){
const err85 = {instancePath:instancePath+"/spec/approvals/" + i4,schemaPath:"#/else/then/properties/spec/properties/approvals/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.else.then.properties.spec.properties.approvals.items.required,parentSchema:schema11.else.then.properties.spec.properties.approvals.items,data:data37};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
for(const key13 in data37){
if(!(func2.call(schema11.else.then.properties.spec.properties.approvals.items.properties, key13))){
const err86 = {instancePath:instancePath+"/spec/approvals/" + i4,schemaPath:"#/else/then/properties/spec/properties/approvals/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.then.properties.spec.properties.approvals.items,data:data37};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data37.name !== undefined){
let data38 = data37.name;
if(typeof data38 === "string"){
if(data38.length < 1){
const err87 = {instancePath:instancePath+"/spec/approvals/" + i4+"/name",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.name,data:data38};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
else {
const err88 = {instancePath:instancePath+"/spec/approvals/" + i4+"/name",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.name.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.name,data:data38};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data37.toolIds !== undefined){
let data39 = data37.toolIds;
if(Array.isArray(data39)){
const len5 = data39.length;
for(let i5=0; i5<len5; i5++){
let data40 = data39[i5];
if(typeof data40 === "string"){
if(data40.length < 1){
const err89 = {instancePath:instancePath+"/spec/approvals/" + i4+"/toolIds/" + i5,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/toolIds/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.toolIds.items,data:data40};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
else {
const err90 = {instancePath:instancePath+"/spec/approvals/" + i4+"/toolIds/" + i5,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/toolIds/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.toolIds.items.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.toolIds.items,data:data40};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/spec/approvals/" + i4+"/toolIds",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/toolIds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.toolIds.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.toolIds,data:data39};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data37.capabilities !== undefined){
let data41 = data37.capabilities;
if(Array.isArray(data41)){
const len6 = data41.length;
for(let i6=0; i6<len6; i6++){
let data42 = data41[i6];
if(typeof data42 === "string"){
if(data42.length < 1){
const err92 = {instancePath:instancePath+"/spec/approvals/" + i4+"/capabilities/" + i6,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/capabilities/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.capabilities.items,data:data42};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/spec/approvals/" + i4+"/capabilities/" + i6,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/capabilities/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.capabilities.items.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.capabilities.items,data:data42};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/spec/approvals/" + i4+"/capabilities",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/capabilities/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.capabilities.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.capabilities,data:data41};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data37.operations !== undefined){
let data43 = data37.operations;
if(Array.isArray(data43)){
const len7 = data43.length;
for(let i7=0; i7<len7; i7++){
let data44 = data43[i7];
if(typeof data44 === "string"){
if(data44.length < 1){
const err95 = {instancePath:instancePath+"/spec/approvals/" + i4+"/operations/" + i7,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/operations/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.operations.items,data:data44};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
else {
const err96 = {instancePath:instancePath+"/spec/approvals/" + i4+"/operations/" + i7,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/operations/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.operations.items.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.operations.items,data:data44};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
else {
const err97 = {instancePath:instancePath+"/spec/approvals/" + i4+"/operations",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/operations/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.operations.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.operations,data:data43};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data37.resource !== undefined){
let data45 = data37.resource;
if(typeof data45 !== "string"){
const err98 = {instancePath:instancePath+"/spec/approvals/" + i4+"/resource",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.resource.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.resource,data:data45};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data37.tags !== undefined){
let data46 = data37.tags;
if(Array.isArray(data46)){
const len8 = data46.length;
for(let i8=0; i8<len8; i8++){
let data47 = data46[i8];
if(typeof data47 === "string"){
if(data47.length < 1){
const err99 = {instancePath:instancePath+"/spec/approvals/" + i4+"/tags/" + i8,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.tags.items,data:data47};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/spec/approvals/" + i4+"/tags/" + i8,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.tags.items.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.tags.items,data:data47};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
else {
const err101 = {instancePath:instancePath+"/spec/approvals/" + i4+"/tags",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.tags.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.tags,data:data46};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data37.approvers !== undefined){
let data48 = data37.approvers;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key14 in data48){
if(!((key14 === "groups") || (key14 === "match"))){
const err102 = {instancePath:instancePath+"/spec/approvals/" + i4+"/approvers",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/approvers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers,data:data48};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data48.groups !== undefined){
let data49 = data48.groups;
if(Array.isArray(data49)){
const len9 = data49.length;
for(let i9=0; i9<len9; i9++){
let data50 = data49[i9];
if(typeof data50 === "string"){
if(data50.length < 1){
const err103 = {instancePath:instancePath+"/spec/approvals/" + i4+"/approvers/groups/" + i9,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/approvers/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.groups.items,data:data50};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
else {
const err104 = {instancePath:instancePath+"/spec/approvals/" + i4+"/approvers/groups/" + i9,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/approvers/properties/groups/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.groups.items.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.groups.items,data:data50};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
else {
const err105 = {instancePath:instancePath+"/spec/approvals/" + i4+"/approvers/groups",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/approvers/properties/groups/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.groups.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.groups,data:data49};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data48.match !== undefined){
let data51 = data48.match;
if(typeof data51 !== "string"){
const err106 = {instancePath:instancePath+"/spec/approvals/" + i4+"/approvers/match",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/approvers/properties/match/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.match.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.match,data:data51};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if(!((data51 === "any") || (data51 === "all"))){
const err107 = {instancePath:instancePath+"/spec/approvals/" + i4+"/approvers/match",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/approvers/properties/match/enum",keyword:"enum",params:{allowedValues: schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.match.enum},message:"must be equal to one of the allowed values",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.match.enum,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.properties.match,data:data51};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
}
else {
const err108 = {instancePath:instancePath+"/spec/approvals/" + i4+"/approvers",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/approvers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.approvers,data:data48};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data37.defaultDuration !== undefined){
let data52 = data37.defaultDuration;
if(typeof data52 !== "string"){
const err109 = {instancePath:instancePath+"/spec/approvals/" + i4+"/defaultDuration",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/defaultDuration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.defaultDuration.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.defaultDuration,data:data52};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data37.delivery !== undefined){
let data53 = data37.delivery;
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
for(const key15 in data53){
if(!(((key15 === "connectors") || (key15 === "mode")) || (key15 === "fallbackToUI"))){
const err110 = {instancePath:instancePath+"/spec/approvals/" + i4+"/delivery",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/delivery/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery,data:data53};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data53.connectors !== undefined){
let data54 = data53.connectors;
if(Array.isArray(data54)){
const len10 = data54.length;
for(let i10=0; i10<len10; i10++){
let data55 = data54[i10];
if(typeof data55 === "string"){
if(data55.length < 1){
const err111 = {instancePath:instancePath+"/spec/approvals/" + i4+"/delivery/connectors/" + i10,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/delivery/properties/connectors/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.properties.connectors.items,data:data55};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
else {
const err112 = {instancePath:instancePath+"/spec/approvals/" + i4+"/delivery/connectors/" + i10,schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/delivery/properties/connectors/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.properties.connectors.items.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.properties.connectors.items,data:data55};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
}
else {
const err113 = {instancePath:instancePath+"/spec/approvals/" + i4+"/delivery/connectors",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/delivery/properties/connectors/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.properties.connectors.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.properties.connectors,data:data54};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
if(data53.mode !== undefined){
let data56 = data53.mode;
if(typeof data56 !== "string"){
const err114 = {instancePath:instancePath+"/spec/approvals/" + i4+"/delivery/mode",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/delivery/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.properties.mode.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.properties.mode,data:data56};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data53.fallbackToUI !== undefined){
let data57 = data53.fallbackToUI;
if(typeof data57 !== "boolean"){
const err115 = {instancePath:instancePath+"/spec/approvals/" + i4+"/delivery/fallbackToUI",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/delivery/properties/fallbackToUI/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.properties.fallbackToUI.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.properties.fallbackToUI,data:data57};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
else {
const err116 = {instancePath:instancePath+"/spec/approvals/" + i4+"/delivery",schemaPath:"#/else/then/properties/spec/properties/approvals/items/properties/delivery/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items.properties.delivery,data:data53};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
else {
const err117 = {instancePath:instancePath+"/spec/approvals/" + i4,schemaPath:"#/else/then/properties/spec/properties/approvals/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.then.properties.spec.properties.approvals.items.type,parentSchema:schema11.else.then.properties.spec.properties.approvals.items,data:data37};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
else {
const err118 = {instancePath:instancePath+"/spec/approvals",schemaPath:"#/else/then/properties/spec/properties/approvals/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.then.properties.spec.properties.approvals.type,parentSchema:schema11.else.then.properties.spec.properties.approvals,data:data36};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
else {
const err119 = {instancePath:instancePath+"/spec",schemaPath:"#/else/then/properties/spec/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.then.properties.spec.type,parentSchema:schema11.else.then.properties.spec,data:data27};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
else {
const err120 = {instancePath,schemaPath:"#/else/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.then.type,parentSchema:schema11.else.then,data};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
var _valid1 = _errs54 === errors;
valid11 = _valid1;
ifClause1 = "then";
}
else {
const _errs145 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err121 = {instancePath,schemaPath:"#/else/else/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.else.else.required,parentSchema:schema11.else.else,data};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if(data.spec === undefined){
const err122 = {instancePath,schemaPath:"#/else/else/required",keyword:"required",params:{missingProperty: "spec"},message:"must have required property '"+"spec"+"'",schema:schema11.else.else.required,parentSchema:schema11.else.else,data};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
for(const key16 in data){
if(!((key16 === "name") || (key16 === "spec"))){
const err123 = {instancePath,schemaPath:"#/else/else/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.else,data};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
if(data.name !== undefined){
let data58 = data.name;
if(typeof data58 === "string"){
if(data58.length > 253){
const err124 = {instancePath:instancePath+"/name",schemaPath:"#/else/else/properties/name/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema11.else.else.properties.name,data:data58};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if(data58.length < 1){
const err125 = {instancePath:instancePath+"/name",schemaPath:"#/else/else/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.name,data:data58};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
else {
const err126 = {instancePath:instancePath+"/name",schemaPath:"#/else/else/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.name.type,parentSchema:schema11.else.else.properties.name,data:data58};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(data.spec !== undefined){
let data59 = data.spec;
if(data59 && typeof data59 == "object" && !Array.isArray(data59)){
if(data59.policies === undefined){
const err127 = {instancePath:instancePath+"/spec",schemaPath:"#/else/else/properties/spec/required",keyword:"required",params:{missingProperty: "policies"},message:"must have required property '"+"policies"+"'",schema:schema11.else.else.properties.spec.required,parentSchema:schema11.else.else.properties.spec,data:data59};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
for(const key17 in data59){
if(!((key17 === "policies") || (key17 === "approvals"))){
const err128 = {instancePath:instancePath+"/spec",schemaPath:"#/else/else/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.else.properties.spec,data:data59};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
if(data59.policies !== undefined){
let data60 = data59.policies;
if(Array.isArray(data60)){
if(data60.length < 1){
const err129 = {instancePath:instancePath+"/spec/policies",schemaPath:"#/else/else/properties/spec/properties/policies/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.else.else.properties.spec.properties.policies,data:data60};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
const len11 = data60.length;
for(let i11=0; i11<len11; i11++){
let data61 = data60[i11];
if(data61 && typeof data61 == "object" && !Array.isArray(data61)){
if(data61.permission === undefined){
const err130 = {instancePath:instancePath+"/spec/policies/" + i11,schemaPath:"#/else/else/properties/spec/properties/policies/items/required",keyword:"required",params:{missingProperty: "permission"},message:"must have required property '"+"permission"+"'",schema:schema11.else.else.properties.spec.properties.policies.items.required,parentSchema:schema11.else.else.properties.spec.properties.policies.items,data:data61};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
for(const key18 in data61){
if(!((((key18 === "permission") || (key18 === "operations")) || (key18 === "resource")) || (key18 === "tags"))){
const err131 = {instancePath:instancePath+"/spec/policies/" + i11,schemaPath:"#/else/else/properties/spec/properties/policies/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.else.properties.spec.properties.policies.items,data:data61};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data61.permission !== undefined){
let data62 = data61.permission;
if(typeof data62 !== "string"){
const err132 = {instancePath:instancePath+"/spec/policies/" + i11+"/permission",schemaPath:"#/else/else/properties/spec/properties/policies/items/properties/permission/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.policies.items.properties.permission.type,parentSchema:schema11.else.else.properties.spec.properties.policies.items.properties.permission,data:data62};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
if(!(((data62 === "allow") || (data62 === "deny")) || (data62 === "approval_required"))){
const err133 = {instancePath:instancePath+"/spec/policies/" + i11+"/permission",schemaPath:"#/else/else/properties/spec/properties/policies/items/properties/permission/enum",keyword:"enum",params:{allowedValues: schema11.else.else.properties.spec.properties.policies.items.properties.permission.enum},message:"must be equal to one of the allowed values",schema:schema11.else.else.properties.spec.properties.policies.items.properties.permission.enum,parentSchema:schema11.else.else.properties.spec.properties.policies.items.properties.permission,data:data62};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data61.operations !== undefined){
let data63 = data61.operations;
if(Array.isArray(data63)){
const len12 = data63.length;
for(let i12=0; i12<len12; i12++){
let data64 = data63[i12];
if(typeof data64 === "string"){
if(data64.length < 1){
const err134 = {instancePath:instancePath+"/spec/policies/" + i11+"/operations/" + i12,schemaPath:"#/else/else/properties/spec/properties/policies/items/properties/operations/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.spec.properties.policies.items.properties.operations.items,data:data64};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
else {
const err135 = {instancePath:instancePath+"/spec/policies/" + i11+"/operations/" + i12,schemaPath:"#/else/else/properties/spec/properties/policies/items/properties/operations/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.policies.items.properties.operations.items.type,parentSchema:schema11.else.else.properties.spec.properties.policies.items.properties.operations.items,data:data64};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
}
else {
const err136 = {instancePath:instancePath+"/spec/policies/" + i11+"/operations",schemaPath:"#/else/else/properties/spec/properties/policies/items/properties/operations/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.policies.items.properties.operations.type,parentSchema:schema11.else.else.properties.spec.properties.policies.items.properties.operations,data:data63};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
if(data61.resource !== undefined){
let data65 = data61.resource;
if(typeof data65 !== "string"){
const err137 = {instancePath:instancePath+"/spec/policies/" + i11+"/resource",schemaPath:"#/else/else/properties/spec/properties/policies/items/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.policies.items.properties.resource.type,parentSchema:schema11.else.else.properties.spec.properties.policies.items.properties.resource,data:data65};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
if(data61.tags !== undefined){
let data66 = data61.tags;
if(Array.isArray(data66)){
const len13 = data66.length;
for(let i13=0; i13<len13; i13++){
let data67 = data66[i13];
if(typeof data67 === "string"){
if(data67.length < 1){
const err138 = {instancePath:instancePath+"/spec/policies/" + i11+"/tags/" + i13,schemaPath:"#/else/else/properties/spec/properties/policies/items/properties/tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.spec.properties.policies.items.properties.tags.items,data:data67};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
else {
const err139 = {instancePath:instancePath+"/spec/policies/" + i11+"/tags/" + i13,schemaPath:"#/else/else/properties/spec/properties/policies/items/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.policies.items.properties.tags.items.type,parentSchema:schema11.else.else.properties.spec.properties.policies.items.properties.tags.items,data:data67};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
}
else {
const err140 = {instancePath:instancePath+"/spec/policies/" + i11+"/tags",schemaPath:"#/else/else/properties/spec/properties/policies/items/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.policies.items.properties.tags.type,parentSchema:schema11.else.else.properties.spec.properties.policies.items.properties.tags,data:data66};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
}
else {
const err141 = {instancePath:instancePath+"/spec/policies/" + i11,schemaPath:"#/else/else/properties/spec/properties/policies/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.else.properties.spec.properties.policies.items.type,parentSchema:schema11.else.else.properties.spec.properties.policies.items,data:data61};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
}
else {
const err142 = {instancePath:instancePath+"/spec/policies",schemaPath:"#/else/else/properties/spec/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.policies.type,parentSchema:schema11.else.else.properties.spec.properties.policies,data:data60};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
if(data59.approvals !== undefined){
let data68 = data59.approvals;
if(Array.isArray(data68)){
const len14 = data68.length;
for(let i14=0; i14<len14; i14++){
let data69 = data68[i14];
if(data69 && typeof data69 == "object" && !Array.isArray(data69)){
if(data69.name === undefined){
const err143 = {instancePath:instancePath+"/spec/approvals/" + i14,schemaPath:"#/else/else/properties/spec/properties/approvals/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.else.else.properties.spec.properties.approvals.items.required,parentSchema:schema11.else.else.properties.spec.properties.approvals.items,data:data69};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
for(const key19 in data69){
if(!(func2.call(schema11.else.else.properties.spec.properties.approvals.items.properties, key19))){
const err144 = {instancePath:instancePath+"/spec/approvals/" + i14,schemaPath:"#/else/else/properties/spec/properties/approvals/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.else.properties.spec.properties.approvals.items,data:data69};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
if(data69.name !== undefined){
let data70 = data69.name;
if(typeof data70 === "string"){
if(data70.length < 1){
const err145 = {instancePath:instancePath+"/spec/approvals/" + i14+"/name",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.name,data:data70};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
else {
const err146 = {instancePath:instancePath+"/spec/approvals/" + i14+"/name",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.name.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.name,data:data70};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
if(data69.toolIds !== undefined){
let data71 = data69.toolIds;
if(Array.isArray(data71)){
const len15 = data71.length;
for(let i15=0; i15<len15; i15++){
let data72 = data71[i15];
if(typeof data72 === "string"){
if(data72.length < 1){
const err147 = {instancePath:instancePath+"/spec/approvals/" + i14+"/toolIds/" + i15,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/toolIds/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.toolIds.items,data:data72};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
else {
const err148 = {instancePath:instancePath+"/spec/approvals/" + i14+"/toolIds/" + i15,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/toolIds/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.toolIds.items.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.toolIds.items,data:data72};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
}
else {
const err149 = {instancePath:instancePath+"/spec/approvals/" + i14+"/toolIds",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/toolIds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.toolIds.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.toolIds,data:data71};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
if(data69.capabilities !== undefined){
let data73 = data69.capabilities;
if(Array.isArray(data73)){
const len16 = data73.length;
for(let i16=0; i16<len16; i16++){
let data74 = data73[i16];
if(typeof data74 === "string"){
if(data74.length < 1){
const err150 = {instancePath:instancePath+"/spec/approvals/" + i14+"/capabilities/" + i16,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/capabilities/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.capabilities.items,data:data74};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
else {
const err151 = {instancePath:instancePath+"/spec/approvals/" + i14+"/capabilities/" + i16,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/capabilities/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.capabilities.items.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.capabilities.items,data:data74};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
}
else {
const err152 = {instancePath:instancePath+"/spec/approvals/" + i14+"/capabilities",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/capabilities/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.capabilities.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.capabilities,data:data73};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data69.operations !== undefined){
let data75 = data69.operations;
if(Array.isArray(data75)){
const len17 = data75.length;
for(let i17=0; i17<len17; i17++){
let data76 = data75[i17];
if(typeof data76 === "string"){
if(data76.length < 1){
const err153 = {instancePath:instancePath+"/spec/approvals/" + i14+"/operations/" + i17,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/operations/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.operations.items,data:data76};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
else {
const err154 = {instancePath:instancePath+"/spec/approvals/" + i14+"/operations/" + i17,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/operations/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.operations.items.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.operations.items,data:data76};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
}
else {
const err155 = {instancePath:instancePath+"/spec/approvals/" + i14+"/operations",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/operations/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.operations.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.operations,data:data75};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
if(data69.resource !== undefined){
let data77 = data69.resource;
if(typeof data77 !== "string"){
const err156 = {instancePath:instancePath+"/spec/approvals/" + i14+"/resource",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.resource.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.resource,data:data77};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data69.tags !== undefined){
let data78 = data69.tags;
if(Array.isArray(data78)){
const len18 = data78.length;
for(let i18=0; i18<len18; i18++){
let data79 = data78[i18];
if(typeof data79 === "string"){
if(data79.length < 1){
const err157 = {instancePath:instancePath+"/spec/approvals/" + i14+"/tags/" + i18,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.tags.items,data:data79};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
else {
const err158 = {instancePath:instancePath+"/spec/approvals/" + i14+"/tags/" + i18,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.tags.items.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.tags.items,data:data79};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
}
else {
const err159 = {instancePath:instancePath+"/spec/approvals/" + i14+"/tags",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.tags.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.tags,data:data78};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
if(data69.approvers !== undefined){
let data80 = data69.approvers;
if(data80 && typeof data80 == "object" && !Array.isArray(data80)){
for(const key20 in data80){
if(!((key20 === "groups") || (key20 === "match"))){
const err160 = {instancePath:instancePath+"/spec/approvals/" + i14+"/approvers",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/approvers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers,data:data80};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
if(data80.groups !== undefined){
let data81 = data80.groups;
if(Array.isArray(data81)){
const len19 = data81.length;
for(let i19=0; i19<len19; i19++){
let data82 = data81[i19];
if(typeof data82 === "string"){
if(data82.length < 1){
const err161 = {instancePath:instancePath+"/spec/approvals/" + i14+"/approvers/groups/" + i19,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/approvers/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.groups.items,data:data82};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
else {
const err162 = {instancePath:instancePath+"/spec/approvals/" + i14+"/approvers/groups/" + i19,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/approvers/properties/groups/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.groups.items.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.groups.items,data:data82};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
}
else {
const err163 = {instancePath:instancePath+"/spec/approvals/" + i14+"/approvers/groups",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/approvers/properties/groups/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.groups.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.groups,data:data81};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
if(data80.match !== undefined){
let data83 = data80.match;
if(typeof data83 !== "string"){
const err164 = {instancePath:instancePath+"/spec/approvals/" + i14+"/approvers/match",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/approvers/properties/match/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.match.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.match,data:data83};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
if(!((data83 === "any") || (data83 === "all"))){
const err165 = {instancePath:instancePath+"/spec/approvals/" + i14+"/approvers/match",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/approvers/properties/match/enum",keyword:"enum",params:{allowedValues: schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.match.enum},message:"must be equal to one of the allowed values",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.match.enum,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.properties.match,data:data83};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
}
else {
const err166 = {instancePath:instancePath+"/spec/approvals/" + i14+"/approvers",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/approvers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.approvers,data:data80};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
if(data69.defaultDuration !== undefined){
let data84 = data69.defaultDuration;
if(typeof data84 !== "string"){
const err167 = {instancePath:instancePath+"/spec/approvals/" + i14+"/defaultDuration",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/defaultDuration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.defaultDuration.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.defaultDuration,data:data84};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
if(data69.delivery !== undefined){
let data85 = data69.delivery;
if(data85 && typeof data85 == "object" && !Array.isArray(data85)){
for(const key21 in data85){
if(!(((key21 === "connectors") || (key21 === "mode")) || (key21 === "fallbackToUI"))){
const err168 = {instancePath:instancePath+"/spec/approvals/" + i14+"/delivery",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/delivery/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},message:"must NOT have additional properties",schema:false,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery,data:data85};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
if(data85.connectors !== undefined){
let data86 = data85.connectors;
if(Array.isArray(data86)){
const len20 = data86.length;
for(let i20=0; i20<len20; i20++){
let data87 = data86[i20];
if(typeof data87 === "string"){
if(data87.length < 1){
const err169 = {instancePath:instancePath+"/spec/approvals/" + i14+"/delivery/connectors/" + i20,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/delivery/properties/connectors/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.properties.connectors.items,data:data87};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
else {
const err170 = {instancePath:instancePath+"/spec/approvals/" + i14+"/delivery/connectors/" + i20,schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/delivery/properties/connectors/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.properties.connectors.items.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.properties.connectors.items,data:data87};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
}
else {
const err171 = {instancePath:instancePath+"/spec/approvals/" + i14+"/delivery/connectors",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/delivery/properties/connectors/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.properties.connectors.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.properties.connectors,data:data86};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data85.mode !== undefined){
let data88 = data85.mode;
if(typeof data88 !== "string"){
const err172 = {instancePath:instancePath+"/spec/approvals/" + i14+"/delivery/mode",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/delivery/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.properties.mode.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.properties.mode,data:data88};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
if(data85.fallbackToUI !== undefined){
let data89 = data85.fallbackToUI;
if(typeof data89 !== "boolean"){
const err173 = {instancePath:instancePath+"/spec/approvals/" + i14+"/delivery/fallbackToUI",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/delivery/properties/fallbackToUI/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.properties.fallbackToUI.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.properties.fallbackToUI,data:data89};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
}
else {
const err174 = {instancePath:instancePath+"/spec/approvals/" + i14+"/delivery",schemaPath:"#/else/else/properties/spec/properties/approvals/items/properties/delivery/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items.properties.delivery,data:data85};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
}
}
else {
const err175 = {instancePath:instancePath+"/spec/approvals/" + i14,schemaPath:"#/else/else/properties/spec/properties/approvals/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.else.properties.spec.properties.approvals.items.type,parentSchema:schema11.else.else.properties.spec.properties.approvals.items,data:data69};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
}
else {
const err176 = {instancePath:instancePath+"/spec/approvals",schemaPath:"#/else/else/properties/spec/properties/approvals/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.else.else.properties.spec.properties.approvals.type,parentSchema:schema11.else.else.properties.spec.properties.approvals,data:data68};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
}
else {
const err177 = {instancePath:instancePath+"/spec",schemaPath:"#/else/else/properties/spec/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.else.properties.spec.type,parentSchema:schema11.else.else.properties.spec,data:data59};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
}
else {
const err178 = {instancePath,schemaPath:"#/else/else/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.else.else.type,parentSchema:schema11.else.else,data};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
var _valid1 = _errs145 === errors;
valid11 = _valid1;
ifClause1 = "else";
}
if(!valid11){
const err179 = {instancePath,schemaPath:"#/else/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema11.else.if,parentSchema:schema11.else,data};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
var _valid0 = _errs47 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err180 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema11.if,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

