import { createPrivateKey, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { listen, type Listening } from "./http.ts";

export const SERVICE = "test registry";
export const ISSUER = "test token server";
const LIFETIME_SECS = 300;

/** An authorization server as the distribution specification describes it: everybody may pull what is not private. */
export interface TokenServer extends Listening {
  /** What the registry needs to trust our signatures. */
  certificatePem: string;
}

export async function startTokenServer(): Promise<TokenServer> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const der = selfSigned(privateKey, publicKey);
  const body = der.toString("base64").replace(/.{64}/g, "$&\n");
  let serial = 0;
  const server = await listen((request, response) => {
    const scopes = new URL(request.url ?? "/", "http://x").searchParams.getAll("scope");
    const access = scopes.flatMap((scope) => {
      const [type, name, actions] = scope.split(":");
      const isGranted = type === "repository" && actions === "pull" && !name.startsWith("private/");
      return isGranted ? [{ type, name, actions: ["pull"] }] : [];
    });
    serial += 1;
    const token = sign(privateKey, der, access, serial);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ token, expires_in: LIFETIME_SECS }));
  });
  return { ...server, certificatePem: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n` };
}

function sign(key: KeyObject, certificate: Buffer, access: unknown[], serial: number): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { typ: "JWT", alg: "ES256", x5c: [certificate.toString("base64")] };
  const claims = {
    iss: ISSUER, sub: "", aud: SERVICE, jti: String(serial),
    iat: now, nbf: now - 10, exp: now + LIFETIME_SECS, access,
  };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part(header)}.${part(claims)}`;
  // RFC 7518 §3.4 wants the two numbers side by side, not their DER.
  const signature = createSign("sha256").update(signed).sign({ key, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}

// Node makes keys but no certificates; X.509 (RFC 5280 §4.1) needs only a few lines of DER for a self-signed one.

const ECDSA_WITH_SHA256 = Buffer.from("300a06082a8648ce3d040302", "hex");
const COMMON_NAME = Buffer.from("0603550403", "hex");
/** Critical: a certificate authority. */
const BASIC_CONSTRAINTS = Buffer.from("300f0603551d130101ff040530030101ff", "hex");

function selfSigned(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  const name = tlv(0x30, tlv(0x31, tlv(0x30, COMMON_NAME, tlv(0x0c, Buffer.from("tagprism browser tests")))));
  const validity = tlv(0x30, tlv(0x17, Buffer.from("200101000000Z")), tlv(0x18, Buffer.from("20991231235959Z")));
  const tbs = tlv(
    0x30,
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256, name, validity, name,
    publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, tlv(0x30, BASIC_CONSTRAINTS)),
  );
  const signature = createSign("sha256").update(tbs).sign(createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" })));
  return tlv(0x30, tbs, ECDSA_WITH_SHA256, tlv(0x03, Buffer.from([0]), signature));
}

/** Tag, length, value. */
function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const length =
    value.length < 0x80 ? [value.length]
    : value.length < 0x100 ? [0x81, value.length]
    : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
