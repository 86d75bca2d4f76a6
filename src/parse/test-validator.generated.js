// Generated from the schema by `npm run generate`. Do not edit.
"use strict";
export const validate = validate10;
export default validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://policyctl.invalid/schema/policy-test.schema.json","type":"object","required":["tests"],"additionalProperties":false,"properties":{"tests":{"type":"array","minItems":1,"items":{"type":"object","required":["request","expect"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"policies":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"agent":{"type":"string","minLength":1},"request":{"type":"string","minLength":1},"tool":{"type":"string","minLength":1},"tags":{"type":"array","items":{"type":"string","minLength":1}},"capability":{"type":"string","minLength":1},"expect":{"if":{"type":"object"},"then":{"type":"object","required":["decision"],"additionalProperties":false,"properties":{"decision":{"type":"string","enum":["allow","deny","approval_required"]},"approvers":{"type":"array","items":{"type":"string","minLength":1}},"because":{"type":"string","pattern":"^.+#[0-9]+$"}}},"else":{"type":"string","enum":["allow","deny","approval_required"]}}}}}}};
const pattern0 = new RegExp("^.+#[0-9]+$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://policyctl.invalid/schema/policy-test.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.tests === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tests"},message:"must have required property '"+"tests"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "tests")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.tests !== undefined){
let data0 = data.tests;
if(Array.isArray(data0)){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/tests",schemaPath:"#/properties/tests/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.tests,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.request === undefined){
const err3 = {instancePath:instancePath+"/tests/" + i0,schemaPath:"#/properties/tests/items/required",keyword:"required",params:{missingProperty: "request"},message:"must have required property '"+"request"+"'",schema:schema11.properties.tests.items.required,parentSchema:schema11.properties.tests.items,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.expect === undefined){
const err4 = {instancePath:instancePath+"/tests/" + i0,schemaPath:"#/properties/tests/items/required",keyword:"required",params:{missingProperty: "expect"},message:"must have required property '"+"expect"+"'",schema:schema11.properties.tests.items.required,parentSchema:schema11.properties.tests.items,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
if(!((((((((key1 === "name") || (key1 === "policies")) || (key1 === "agent")) || (key1 === "request")) || (key1 === "tool")) || (key1 === "tags")) || (key1 === "capability")) || (key1 === "expect"))){
const err5 = {instancePath:instancePath+"/tests/" + i0,schemaPath:"#/properties/tests/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.tests.items,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.name !== undefined){
let data2 = data1.name;
if(typeof data2 === "string"){
if(data2.length < 1){
const err6 = {instancePath:instancePath+"/tests/" + i0+"/name",schemaPath:"#/properties/tests/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.tests.items.properties.name,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/tests/" + i0+"/name",schemaPath:"#/properties/tests/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.name.type,parentSchema:schema11.properties.tests.items.properties.name,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data1.policies !== undefined){
let data3 = data1.policies;
if(Array.isArray(data3)){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/tests/" + i0+"/policies",schemaPath:"#/properties/tests/items/properties/policies/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema11.properties.tests.items.properties.policies,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
if(typeof data4 === "string"){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/tests/" + i0+"/policies/" + i1,schemaPath:"#/properties/tests/items/properties/policies/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.tests.items.properties.policies.items,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/tests/" + i0+"/policies/" + i1,schemaPath:"#/properties/tests/items/properties/policies/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.policies.items.type,parentSchema:schema11.properties.tests.items.properties.policies.items,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/tests/" + i0+"/policies",schemaPath:"#/properties/tests/items/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.tests.items.properties.policies.type,parentSchema:schema11.properties.tests.items.properties.policies,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data1.agent !== undefined){
let data5 = data1.agent;
if(typeof data5 === "string"){
if(data5.length < 1){
const err12 = {instancePath:instancePath+"/tests/" + i0+"/agent",schemaPath:"#/properties/tests/items/properties/agent/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.tests.items.properties.agent,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/tests/" + i0+"/agent",schemaPath:"#/properties/tests/items/properties/agent/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.agent.type,parentSchema:schema11.properties.tests.items.properties.agent,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data1.request !== undefined){
let data6 = data1.request;
if(typeof data6 === "string"){
if(data6.length < 1){
const err14 = {instancePath:instancePath+"/tests/" + i0+"/request",schemaPath:"#/properties/tests/items/properties/request/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.tests.items.properties.request,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/tests/" + i0+"/request",schemaPath:"#/properties/tests/items/properties/request/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.request.type,parentSchema:schema11.properties.tests.items.properties.request,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data1.tool !== undefined){
let data7 = data1.tool;
if(typeof data7 === "string"){
if(data7.length < 1){
const err16 = {instancePath:instancePath+"/tests/" + i0+"/tool",schemaPath:"#/properties/tests/items/properties/tool/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.tests.items.properties.tool,data:data7};
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
const err17 = {instancePath:instancePath+"/tests/" + i0+"/tool",schemaPath:"#/properties/tests/items/properties/tool/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.tool.type,parentSchema:schema11.properties.tests.items.properties.tool,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.tags !== undefined){
let data8 = data1.tags;
if(Array.isArray(data8)){
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(typeof data9 === "string"){
if(data9.length < 1){
const err18 = {instancePath:instancePath+"/tests/" + i0+"/tags/" + i2,schemaPath:"#/properties/tests/items/properties/tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.tests.items.properties.tags.items,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/tests/" + i0+"/tags/" + i2,schemaPath:"#/properties/tests/items/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.tags.items.type,parentSchema:schema11.properties.tests.items.properties.tags.items,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/tests/" + i0+"/tags",schemaPath:"#/properties/tests/items/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.tests.items.properties.tags.type,parentSchema:schema11.properties.tests.items.properties.tags,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data1.capability !== undefined){
let data10 = data1.capability;
if(typeof data10 === "string"){
if(data10.length < 1){
const err21 = {instancePath:instancePath+"/tests/" + i0+"/capability",schemaPath:"#/properties/tests/items/properties/capability/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.tests.items.properties.capability,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/tests/" + i0+"/capability",schemaPath:"#/properties/tests/items/properties/capability/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.capability.type,parentSchema:schema11.properties.tests.items.properties.capability,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data1.expect !== undefined){
let data11 = data1.expect;
const _errs26 = errors;
let valid8 = true;
const _errs27 = errors;
if(!(data11 && typeof data11 == "object" && !Array.isArray(data11))){
const err23 = {};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid0 = _errs27 === errors;
errors = _errs26;
if(vErrors !== null){
if(_errs26){
vErrors.length = _errs26;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs29 = errors;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.decision === undefined){
const err24 = {instancePath:instancePath+"/tests/" + i0+"/expect",schemaPath:"#/properties/tests/items/properties/expect/then/required",keyword:"required",params:{missingProperty: "decision"},message:"must have required property '"+"decision"+"'",schema:schema11.properties.tests.items.properties.expect.then.required,parentSchema:schema11.properties.tests.items.properties.expect.then,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key2 in data11){
if(!(((key2 === "decision") || (key2 === "approvers")) || (key2 === "because"))){
const err25 = {instancePath:instancePath+"/tests/" + i0+"/expect",schemaPath:"#/properties/tests/items/properties/expect/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.tests.items.properties.expect.then,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data11.decision !== undefined){
let data12 = data11.decision;
if(typeof data12 !== "string"){
const err26 = {instancePath:instancePath+"/tests/" + i0+"/expect/decision",schemaPath:"#/properties/tests/items/properties/expect/then/properties/decision/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.expect.then.properties.decision.type,parentSchema:schema11.properties.tests.items.properties.expect.then.properties.decision,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!(((data12 === "allow") || (data12 === "deny")) || (data12 === "approval_required"))){
const err27 = {instancePath:instancePath+"/tests/" + i0+"/expect/decision",schemaPath:"#/properties/tests/items/properties/expect/then/properties/decision/enum",keyword:"enum",params:{allowedValues: schema11.properties.tests.items.properties.expect.then.properties.decision.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.tests.items.properties.expect.then.properties.decision.enum,parentSchema:schema11.properties.tests.items.properties.expect.then.properties.decision,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data11.approvers !== undefined){
let data13 = data11.approvers;
if(Array.isArray(data13)){
const len3 = data13.length;
for(let i3=0; i3<len3; i3++){
let data14 = data13[i3];
if(typeof data14 === "string"){
if(data14.length < 1){
const err28 = {instancePath:instancePath+"/tests/" + i0+"/expect/approvers/" + i3,schemaPath:"#/properties/tests/items/properties/expect/then/properties/approvers/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.tests.items.properties.expect.then.properties.approvers.items,data:data14};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/tests/" + i0+"/expect/approvers/" + i3,schemaPath:"#/properties/tests/items/properties/expect/then/properties/approvers/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.expect.then.properties.approvers.items.type,parentSchema:schema11.properties.tests.items.properties.expect.then.properties.approvers.items,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/tests/" + i0+"/expect/approvers",schemaPath:"#/properties/tests/items/properties/expect/then/properties/approvers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.tests.items.properties.expect.then.properties.approvers.type,parentSchema:schema11.properties.tests.items.properties.expect.then.properties.approvers,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data11.because !== undefined){
let data15 = data11.because;
if(typeof data15 === "string"){
if(!pattern0.test(data15)){
const err31 = {instancePath:instancePath+"/tests/" + i0+"/expect/because",schemaPath:"#/properties/tests/items/properties/expect/then/properties/because/pattern",keyword:"pattern",params:{pattern: "^.+#[0-9]+$"},message:"must match pattern \""+"^.+#[0-9]+$"+"\"",schema:"^.+#[0-9]+$",parentSchema:schema11.properties.tests.items.properties.expect.then.properties.because,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/tests/" + i0+"/expect/because",schemaPath:"#/properties/tests/items/properties/expect/then/properties/because/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.expect.then.properties.because.type,parentSchema:schema11.properties.tests.items.properties.expect.then.properties.because,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/tests/" + i0+"/expect",schemaPath:"#/properties/tests/items/properties/expect/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.properties.expect.then.type,parentSchema:schema11.properties.tests.items.properties.expect.then,data:data11};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid0 = _errs29 === errors;
valid8 = _valid0;
ifClause0 = "then";
}
else {
const _errs40 = errors;
if(typeof data11 !== "string"){
const err34 = {instancePath:instancePath+"/tests/" + i0+"/expect",schemaPath:"#/properties/tests/items/properties/expect/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.tests.items.properties.expect.else.type,parentSchema:schema11.properties.tests.items.properties.expect.else,data:data11};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!(((data11 === "allow") || (data11 === "deny")) || (data11 === "approval_required"))){
const err35 = {instancePath:instancePath+"/tests/" + i0+"/expect",schemaPath:"#/properties/tests/items/properties/expect/else/enum",keyword:"enum",params:{allowedValues: schema11.properties.tests.items.properties.expect.else.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.tests.items.properties.expect.else.enum,parentSchema:schema11.properties.tests.items.properties.expect.else,data:data11};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid0 = _errs40 === errors;
valid8 = _valid0;
ifClause0 = "else";
}
if(!valid8){
const err36 = {instancePath:instancePath+"/tests/" + i0+"/expect",schemaPath:"#/properties/tests/items/properties/expect/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema11.properties.tests.items.properties.expect.if,parentSchema:schema11.properties.tests.items.properties.expect,data:data11};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/tests/" + i0,schemaPath:"#/properties/tests/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.tests.items.type,parentSchema:schema11.properties.tests.items,data:data1};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/tests",schemaPath:"#/properties/tests/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.tests.type,parentSchema:schema11.properties.tests,data:data0};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

