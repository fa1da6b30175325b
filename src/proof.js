// A proof of work: the number whose decimals, put behind the server's salt, have the wanted SHA-256. Asked for only where a server
// wants it, and by far the most don't.
//
// Not by WebCrypto, which is asynchronous for each text and takes several times as long, and isn't there on pages without HTTPS;
// nor in a worker, which a page's policy may refuse and another origin's script can't start: instead in slices, with the page in
// between.
const SLICE_MS = 8;
const BLOCK = 64;

const primes = [];
for (let n = 2; primes.length < BLOCK; n++) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (root) => (prime) => (prime ** (1 / root) * 2 ** 32) | 0;
const K = Int32Array.from(primes, fraction(3));
const H = Int32Array.from(primes.slice(0, 8), fraction(2));

const w = new Int32Array(BLOCK);
const turned = (x, n) => (x >>> n) | (x << (32 - n));

/** The SHA-256 of a text of up to 55 bytes, which is one block, in eight numbers: what is left of the work is all in here. */
export function sha256(bytes, length, digest) {
  w.fill(0, 0, 16);
  for (let i = 0; i < length; i++) w[i >> 2] |= bytes[i] << (24 - 8 * (i & 3));
  w[length >> 2] |= 0x80 << (24 - 8 * (length & 3));
  w[15] = 8 * length;
  for (let i = 16; i < BLOCK; i++) {
    const a = w[i - 15];
    const b = w[i - 2];
    w[i] = w[i - 16] + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + w[i - 7] + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10));
  }
  digest.set(H);
  let [a, b, c, d, e, f, g, h] = H;
  for (let i = 0; i < BLOCK; i++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  digest[0] += a;
  digest[1] += b;
  digest[2] += c;
  digest[3] += d;
  digest[4] += e;
  digest[5] += f;
  digest[6] += g;
  digest[7] += h;
}

/** Finds the number; `undefined` where there is none. */
export async function solve({ salt, challenge, max_number: most }) {
  const bytes = new Uint8Array(BLOCK);
  const encoder = new TextEncoder();
  const { written } = encoder.encodeInto(salt, bytes);
  const number = bytes.subarray(written);
  const wanted = Int32Array.from({ length: 8 }, (_, i) => Number(`0x${challenge.slice(8 * i, 8 * i + 8)}`) | 0);
  const digest = new Int32Array(8);
  let began = performance.now();
  for (let n = 0; n <= most; n++) {
    sha256(bytes, written + encoder.encodeInto(String(n), number).written, digest);
    if (digest.every((part, i) => part === wanted[i])) return n;
    if (!(n & 63) && SLICE_MS < performance.now() - began) {
      await new Promise((go) => setTimeout(go));
      began = performance.now();
    }
  }
}

/** Gets a challenge of the server's and solves it: what is sent to it with the request that was refused without. */
export async function prove(source) {
  const challenge = await (await fetch(`${source}/v1/proof_of_work`)).json();
  return [challenge.salt, await solve(challenge), challenge.signature].join();
}
