// Decodes blocks and works out again, with the library alone, all that their headers promise.
import { createBlockFromRLP, genTransactionsTrieRoot } from '@ethereumjs/block'
import { createMPT, createMPTFromProof } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import {
  bytesToHex,
  concatBytes,
  createAccount,
  createAccountFromRLP,
  hexToBytes,
  intToUnpaddedBytes,
} from '@ethereumjs/util'
import { answer, london } from './exchange.js'

async function stateRoot(accounts) {
  const trie = await createMPT({ useKeyHashing: true })
  for (const { address, nonce, balance } of accounts) {
    const account = createAccount({ nonce: BigInt(nonce), balance: BigInt(balance) })
    await trie.put(hexToBytes(address), account.serialize())
  }
  return bytesToHex(trie.root())
}

async function receiptsRoot(receipts) {
  const trie = await createMPT()
  for (const [index, { type, status, cumulativeGasUsed }] of receipts.entries()) {
    const fields = [BigInt(status), BigInt(cumulativeGasUsed), new Uint8Array(256), []]
    const rlp = RLP.encode(fields)
    const encoded = type === 0 ? rlp : concatBytes(intToUnpaddedBytes(type), rlp)
    await trie.put(RLP.encode(index), encoded)
  }
  return bytesToHex(trie.root())
}

async function proven(root, proof) {
  try {
    return await account(root, proof)
  } catch (error) {
    return { address: proof.address, refused: error.message }
  }
}

async function account(root, { address, nodes }) {
  const trie = await createMPTFromProof(nodes.map(hexToBytes), { root, useKeyHashing: true })
  const value = await trie.get(hexToBytes(address), true)
  const account = value === null ? createAccount({}) : createAccountFromRLP(value)
  return { address, nonce: String(account.nonce), balance: String(account.balance) }
}

function transaction(tx) {
  return {
    hash: bytesToHex(tx.hash()),
    sender: tx.getSenderAddress().toString(),
    type: tx.type,
    nonce: String(tx.nonce),
    to: tx.to.toString(),
    value: String(tx.value),
    gasLimit: String(tx.gasLimit),
    maxFeePerGas: String(tx.maxFeePerGas ?? tx.gasPrice),
    maxPriorityFeePerGas: String(tx.maxPriorityFeePerGas ?? tx.gasPrice),
    intrinsicGas: String(tx.getIntrinsicGas()),
    data: bytesToHex(tx.data),
  }
}

async function block(common, { rlp, receipts, accounts, proofs }) {
  const decoded = createBlockFromRLP(hexToBytes(rlp), { common })
  const header = decoded.header
  return {
    hash: bytesToHex(decoded.hash()),
    rlp: bytesToHex(decoded.serialize()),
    parentHash: bytesToHex(header.parentHash),
    coinbase: header.coinbase.toString(),
    number: String(header.number),
    gasLimit: String(header.gasLimit),
    gasUsed: String(header.gasUsed),
    timestamp: String(header.timestamp),
    extraData: bytesToHex(header.extraData),
    mixHash: bytesToHex(header.mixHash),
    baseFeePerGas: String(header.baseFeePerGas),
    headerRoots: {
      transactions: bytesToHex(header.transactionsTrie),
      receipts: bytesToHex(header.receiptTrie),
      state: bytesToHex(header.stateRoot),
    },
    recomputedRoots: {
      transactions: bytesToHex(await genTransactionsTrieRoot(decoded.transactions)),
      receipts: await receiptsRoot(receipts),
      state: await stateRoot(accounts),
    },
    transactions: decoded.transactions.map(transaction),
    proven: await Promise.all(proofs.map((proof) => proven(header.stateRoot, proof))),
  }
}

await answer(async ({ chainId, blocks }) => {
  const common = london(chainId)
  const reports = []
  for (const one of blocks) {
    reports.push(await block(common, one))
  }
  return reports
})
