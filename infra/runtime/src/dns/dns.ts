/** Questions to the domain name system, behind one small interface. */
export { createTxtFinder, type FindTxt, type TxtAnswer, type TxtFinderOptions } from './find-txt.js';
export { problemOf, recordName, recordValue, type DomainProblem } from './domain-proof.js';
export { dnsServersFrom } from './dns-config.js';
