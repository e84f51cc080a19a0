// Live answers, checked by a verifier that knows the genesis file alone.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { before, test } from 'node:test'
import { parseEther } from 'ethers'
import { account, nextNonce, result, signed, somebody } from './network.js'

const verifier = fileURLToPath(
  new URL('../../../../ledger/src/test/js/verify-proof.js', import.meta.url),
)
const user = account(6)
let trusted

before(async () => {
  const genesis = JSON.parse(await readFile(process.env.TETRARCH_GENESIS, 'utf8'))
  trusted = {
    chainId: genesis.config.chainId,
    genesisHash: process.env.TETRARCH_GENESIS_HASH,
    validators: genesis.config.pbft.validators.map(({ address }) => address.toLowerCase()),
    quorum: 3,
  }
})

/** What each proof says, or why it is refused. */
function verified(...proofs) {
  return new Promise((resolve, reject) => {
    const program = execFile('node', [verifier], (error, out, err) =>
      error ? reject(new Error(err)) : resolve(JSON.parse(out)),
    )
    program.stdin.end(JSON.stringify({ trusted, proofs }))
  })
}

test('a transfer, its sender and a header are proven to whoever holds the genesis file', async () => {
  const transfer = signed(user, await nextNonce(user.address))
  const receipt = await result('eth_sendRawTransactionSync', transfer.serialized)
  const [paid, sender, header] = await verified(
    await result('pbft_getReceiptProof', receipt.transactionHash),
    await result('pbft_getAccountProof', user.address, receipt.blockNumber),
    await result('pbft_getHeaderProof', receipt.blockNumber),
  )
  const number = String(BigInt(receipt.blockNumber))
  assert.equal(paid.refused, undefined)
  assert.equal(paid.number, number)
  assert.equal(paid.sender, user.address.toLowerCase())
  assert.equal(paid.value, String(parseEther('1')))
  assert.equal(sender.nonce, String(transfer.nonce + 1))
  assert.equal(header.number, number)
})

test('an unused account and the state of genesis are proven too', async () => {
  const [nobody, beginning] = await verified(
    await result('pbft_getAccountProof', somebody()),
    await result('pbft_getAccountProof', user.address, 'earliest'),
  )
  assert.equal(nobody.balance, '0')
  assert.equal(beginning.balance, String(parseEther('10000')))
})

test('an account at the latest block is proven by its state root', async () => {
  const { number, stateRoot } = await result('eth_getBlockByNumber', 'finalized', false)
  const proof = await result('eth_getProof', user.address, [], number)
  const document = await result('pbft_getAccountProof', user.address, number)
  assert.deepEqual(document.accountProof, proof.accountProof)
  assert.match(document.header, new RegExp(stateRoot.slice(2)))
})
