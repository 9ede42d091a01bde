// Says what csp_evaluator finds in each policy of a JSON object from standard input: name → policy.
// Ends with 1 where a finding is high, or where a policy planted to be weak has none.
import { readFileSync } from "node:fs";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";

const HIGH = [Severity.HIGH, Severity.HIGH_MAYBE, Severity.SYNTAX];
const WEAK = "script-src 'unsafe-inline' *; object-src *";

const findings = (policy) => new CspEvaluator(new CspParser(policy).csp).evaluate();
const isHigh = (found) => HIGH.includes(found.severity);

let faults = findings(WEAK).some(isHigh) ? 0 : 1;
console.log(faults ? "The weak policy was not found out." : "The weak policy was found out.");
for (const [name, policy] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const found = findings(policy);
  faults += found.filter(isHigh).length;
  console.log(`${name}: ${found.length} findings, ${found.filter(isHigh).length} of them high`);
  for (const one of found) {
    console.log(`- ${Severity[one.severity]} ${one.directive} ${one.value ?? ""}: ${one.description}`);
  }
}
process.exit(faults ? 1 : 0);
