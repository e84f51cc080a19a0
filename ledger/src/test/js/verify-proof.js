// Verifies proofs as docs/receipt.md describes them, with the library alone.
import { createBlockHeaderFromRLP } from '@ethereumjs/block'
import { verifyMerkleProof } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import { createTxFromRLP } from '@ethereumjs/tx'
import {
  bytesToHex,
  bytesToInt,
  createAccount,
  createAccountFromRLP,
  createAddressFromString,
  ecrecover,
  hexToBytes,
  publicToAddress,
} from '@ethereumjs/util'
import { keccak_256 as keccak } from '@noble/hashes/sha3.js'
import { answer, london } from './exchange.js'

function demand(holds, otherwise) {
  if (!holds) {
    throw new Error(otherwise)
  }
}

/** The header, if a quorum of the validators certified it or a descendant of it. */
function finalHeader(proof, trusted) {
  demand(proof.version === 1, 'unknown version')
  demand(proof.chainId === trusted.chainId, 'another chain id')
  demand(proof.genesisHash === trusted.genesisHash, 'another genesis')
  const common = london(trusted.chainId)
  const read = (rlp) => createBlockHeaderFromRLP(hexToBytes(rlp), { common })
  const header = read(proof.header)
  let last = header
  for (const next of proof.descendants.map(read)) {
    demand(next.number === last.number + 1n, 'a header is missing')
    demand(bytesToHex(next.parentHash) === bytesToHex(last.hash()), 'headers do not follow')
    last = next
  }
  if (last.number === 0n && proof.certificate === undefined) {
    demand(bytesToHex(last.hash()) === trusted.genesisHash, 'another genesis block')
  } else {
    requireQuorum(hexToBytes(proof.certificate), last, trusted)
  }
  return header
}

function requireQuorum(certificate, header, { chainId, genesisHash, validators, quorum }) {
  const [height, blockHash, signatures] = RLP.decode(certificate)
  demand(bytesToHex(blockHash) === bytesToHex(header.hash()), 'certificate of another block')
  const statement = RLP.encode([header.number, header.hash()])
  demand(bytesToHex(RLP.encode([height, blockHash])) === bytesToHex(statement), 'another height')
  const genesis = hexToBytes(genesisHash)
  const signed = keccak(RLP.encode(['tetrarch/1', chainId, genesis, 'checkpoint', statement]))
  let previous = -1
  for (const [index, signature] of signatures) {
    const signer = bytesToInt(index.length === 0 ? Uint8Array.of(0) : index)
    demand(signer > previous, 'indices do not rise')
    previous = signer
    const [r, s] = [signature.slice(0, 32), signature.slice(32, 64)]
    demand(signature.length === 65 && signature[64] < 2, 'no signature')
    const key = ecrecover(signed, BigInt(signature[64]), r, s)
    demand(bytesToHex(publicToAddress(key)) === validators[signer], 'signed by somebody else')
  }
  demand(signatures.length >= quorum, 'no quorum')
}

function path(root, key, nodes, useKeyHashing) {
  return verifyMerkleProof(key, nodes.map(hexToBytes), { root, useKeyHashing })
}

const documents = {
  'tetrarch-header-proof': async (proof, header) => ({ number: String(header.number) }),

  'tetrarch-receipt-proof': async (proof, header) => {
    const key = RLP.encode(proof.index)
    const encoded = await path(header.transactionsTrie, key, proof.transactionProof, false)
    const receipt = await path(header.receiptTrie, key, proof.receiptProof, false)
    demand(encoded !== null && receipt !== null, 'no such place in the block')
    demand(bytesToHex(keccak(encoded)) === proof.transactionHash, 'another transaction')
    const tx = createTxFromRLP(encoded, { common: header.common })
    const type = tx.type === 0 ? Uint8Array.of() : Uint8Array.of(tx.type)
    demand(bytesToHex(receipt.slice(0, type.length)) === bytesToHex(type), 'another type')
    const [status, gas] = RLP.decode(receipt.slice(type.length))
    demand(bytesToHex(status) === '0x01', 'not executed')
    return {
      number: String(header.number),
      sender: tx.getSenderAddress().toString(),
      to: tx.to.toString(),
      value: String(tx.value),
      gasUsed: String(tx.getIntrinsicGas()),
      cumulativeGasUsed: String(BigInt(bytesToHex(gas))),
    }
  },

  'tetrarch-account-proof': async (proof, header) => {
    const address = createAddressFromString(proof.address.toLowerCase())
    const value = await path(header.stateRoot, address.bytes, proof.accountProof, true)
    const account = value === null ? createAccount({}) : createAccountFromRLP(value)
    demand(account.nonce === BigInt(proof.nonce), 'another nonce')
    demand(account.balance === BigInt(proof.balance), 'another balance')
    return {
      number: String(header.number),
      nonce: String(account.nonce),
      balance: String(account.balance),
    }
  },
}

async function verified(proof, trusted) {
  try {
    demand(Object.hasOwn(documents, proof.format), 'unknown format')
    return await documents[proof.format](proof, finalHeader(proof, trusted))
  } catch (error) {
    return { refused: error.message }
  }
}

await answer(({ trusted, proofs }) => Promise.all(proofs.map((one) => verified(one, trusted))))
