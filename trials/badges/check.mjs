// Check a badge with the verifiers of Digital Bazaar (JSON) and jose (token), without the network.
// See README.md for where the files come from.
import {readFile} from 'node:fs/promises';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {importJWK, jwtVerify} from 'jose';

const [badgeFile, tokenFile, keysFile, contextsFile, statusFile] = process.argv.slice(2);
const read = async file => JSON.parse(await readFile(file, 'utf8'));
const keys = await read(keysFile);
const contexts = await read(contextsFile);
const status = await read(statusFile);
const methods = Object.fromEntries(keys.verificationMethod.map(one => [one.id, one]));

async function documentLoader(url) {
  const method = methods[url] &&
    {'@context': 'https://w3id.org/security/multikey/v1', ...methods[url]};
  const document = contexts[url] ?? method ?? (url === keys.id ? keys : undefined);
  if(!document) throw new Error(`Nothing is fetched: ${url}`);
  return {contextUrl: null, documentUrl: url, document};
}

const verify = credential => vc.verifyCredential({
  credential,
  suite: new DataIntegrityProof({cryptosuite}),
  documentLoader,
  checkStatus: () => ({verified: true}),
});

const badge = await read(badgeFile);
const results = {
  'the badge': (await verify(badge)).verified,
  'the status list': (await verify(status)).verified,
};
const changed = structuredClone(badge);
changed.credentialSubject.achievement.name = 'Another award';
results['a changed badge is refused'] = !(await verify(changed)).verified;

const token = (await readFile(tokenFile, 'utf8')).trim();
const {kid} = JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));
const pair = await Ed25519Multikey.from(methods[kid]);
const {publicKey} = await pair.export({publicKey: true, raw: true});
const key = await importJWK(
  {kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url')}, 'EdDSA');
results['the token'] = await jwtVerify(token, key).then(() => true, () => false);
const [head, , signature] = token.split('.');
const other = Buffer.from(JSON.stringify({...changed, proof: undefined})).toString('base64url');
results['a changed token is refused'] =
  await jwtVerify(`${head}.${other}.${signature}`, key).then(() => false, () => true);

for(const [what, holds] of Object.entries(results)) console.log(holds ? 'yes' : 'NO ', what);
process.exitCode = Object.values(results).every(Boolean) ? 0 : 1;
