package org.tetrarch.wallet.transfer;

import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.IntrinsicGas;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/**
 * A transfer with everything decided, not yet signed.
 *
 * @param balance what the sender has now
 */
public record TransferPlan(
    long chainId,
    Address from,
    Address to,
    Wei value,
    Wei maxFeePerGas,
    Wei tipPerGas,
    long nonce,
    Wei balance) {

  /** What the user wants; nulls are left to the chain. */
  public record Wish(
      Address from,
      Address to,
      Wei value,
      @Nullable Wei maxFeePerGas,
      @Nullable Wei tipPerGas,
      @Nullable Long nonce) {}

  /**
   * Asks the node for what the wish leaves open. The base fee of a chain is fixed in its genesis,
   * so that base fee and tip are an exact price, not a guess.
   */
  public static TransferPlan make(Wish wish, long chainId, NodeClient node)
      throws NodeUnreachableException, RpcErrorException {
    Wei baseFee = node.baseFee();
    Wei tip = wish.tipPerGas() == null ? Wei.ZERO : wish.tipPerGas();
    Wei maxFee = wish.maxFeePerGas() == null ? baseFee.plus(tip) : wish.maxFeePerGas();
    long nonce = wish.nonce() == null ? node.pendingNonce(wish.from()) : wish.nonce();
    return new TransferPlan(
        chainId,
        wish.from(),
        wish.to(),
        wish.value(),
        maxFee,
        tip,
        nonce,
        node.balance(wish.from()));
  }

  public long gas() {
    return IntrinsicGas.TRANSFER;
  }

  /** The most that the fee can be. */
  public Wei maxFee() {
    return maxFeePerGas.times(gas());
  }

  /** Value and fee. */
  public Wei maxTotal() {
    return value.plus(maxFee());
  }

  public boolean isCovered() {
    return !balance.isLessThan(maxTotal());
  }

  public UnsignedTransaction unsigned() {
    return UnsignedTransaction.dynamicFee(chainId)
        .nonce(nonce)
        .maxFeePerGas(maxFeePerGas)
        .maxPriorityFeePerGas(tipPerGas)
        .gasLimit(gas())
        .value(value)
        .to(to);
  }
}
