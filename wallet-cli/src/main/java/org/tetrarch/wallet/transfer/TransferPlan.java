package org.tetrarch.wallet.transfer;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.transaction.IntrinsicGas;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.network.LightClient;

/**
 * A transfer with everything decided, not yet signed.
 *
 * @param baseFeePerGas what the chain burns per gas
 * @param usedNonces how many transactions of the sender are final: lower nonces are gone
 * @param nextNonce the sender's next nonce after all that wait, as the nodes say
 * @param balance what the sender has in the newest final state
 */
public record TransferPlan(
    long chainId,
    Address from,
    Address to,
    Wei value,
    Wei maxFeePerGas,
    Wei tipPerGas,
    Wei baseFeePerGas,
    long nonce,
    long usedNonces,
    long nextNonce,
    Wei balance) {

  /** Above any price and any amount that exist, and low enough that no sum of them overflows. */
  private static final int MAX_PRICE_BITS = 128;

  private static final int MAX_VALUE_BITS = 255;

  /**
   * What the user wants; nulls are left to the chain. Throws {@link IllegalArgumentException}.
   *
   * @param value null for all there is
   */
  public record Wish(
      Address from,
      Address to,
      @Nullable Wei value,
      @Nullable Wei maxFeePerGas,
      @Nullable Wei tipPerGas,
      @Nullable Long nonce) {
    public Wish {
      requireBounded("the amount", value, MAX_VALUE_BITS);
      requireBounded("the fee per gas", maxFeePerGas, MAX_PRICE_BITS);
      requireBounded("the tip per gas", tipPerGas, MAX_PRICE_BITS);
      if (maxFeePerGas != null && tipPerGas != null && maxFeePerGas.isLessThan(tipPerGas)) {
        throw new IllegalArgumentException(
            "the tip of %s gwei per gas is more than the whole fee of at most %s gwei"
                .formatted(tipPerGas.in(Wei.Unit.GWEI), maxFeePerGas.in(Wei.Unit.GWEI)));
      }
    }

    /**
     * The same, at a fee that lets it take the place of {@code waiting}: a tenth above what that
     * one offers, unless the user chose one. Another sender's or nonce's transaction changes
     * nothing.
     */
    public Wish replacing(SignedTransaction waiting) {
      if (nonce == null || waiting.nonce() != nonce || !waiting.sender().equals(from)) {
        return this;
      }
      Wei tip = tipPerGas == null ? tenthMore(waiting.maxPriorityFeePerGas()) : tipPerGas;
      Wei maxFee = maxFeePerGas == null ? tenthMore(waiting.maxFeePerGas()) : maxFeePerGas;
      return new Wish(from, to, value, maxFee, tip, nonce);
    }

    private static Wei tenthMore(Wei price) {
      BigInteger tenths = price.value().multiply(BigInteger.valueOf(11));
      return Wei.of(tenths.add(BigInteger.valueOf(9)).divide(BigInteger.TEN));
    }

    private static void requireBounded(String what, @Nullable Wei wei, int bits) {
      if (wei != null && wei.value().bitLength() > bits) {
        throw new IllegalArgumentException(what + " is more than any chain has");
      }
    }
  }

  /**
   * Decides what the wish leaves open. The base fee of a chain is fixed in its genesis, so that
   * base fee and tip are an exact price, not a guess.
   */
  public static TransferPlan make(Wish wish, Chain chain, LightClient.Sender sender) {
    Wei baseFee = chain.baseFeePerGas();
    Wei tip = wish.tipPerGas() == null ? Wei.ZERO : wish.tipPerGas();
    Wei maxFee = wish.maxFeePerGas() == null ? baseFee.plus(tip) : wish.maxFeePerGas();
    Account account = sender.account().account();
    Wei fee = maxFee.times(IntrinsicGas.TRANSFER);
    Wei all = account.balance().isLessThan(fee) ? Wei.ZERO : account.balance().minus(fee);
    return new TransferPlan(
        chain.chainId(),
        wish.from(),
        wish.to(),
        wish.value() == null ? all : wish.value(),
        maxFee,
        tip,
        baseFee,
        wish.nonce() == null ? sender.nextNonce() : wish.nonce(),
        account.nonce(),
        sender.nextNonce(),
        account.balance());
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

  /** Throws when the chain would surely refuse it, with the numbers that do not fit. */
  public void requireSound(String payer, String symbol) throws TransferException {
    if (nonce < usedNonces) {
      throw rejected(
          "nonce %d of %s is used already: the next is %d".formatted(nonce, payer, nextNonce));
    }
    if (maxFeePerGas.isLessThan(baseFeePerGas)) {
      throw rejected(
          "a fee of at most %s gwei per gas is below this chain's base fee of %s gwei"
              .formatted(maxFeePerGas.in(Wei.Unit.GWEI), baseFeePerGas.in(Wei.Unit.GWEI)));
    }
    if (balance.isLessThan(maxTotal())) {
      throw rejected(
          "%s has %s %s, but %s and a fee of up to %s make %s %s"
              .formatted(
                  payer,
                  balance.toCoins(),
                  symbol,
                  value.toCoins(),
                  maxFee().toCoins(),
                  maxTotal().toCoins(),
                  symbol));
    }
  }

  private static TransferException rejected(String why) {
    return new TransferException(TransferException.Kind.REJECTED, why + ": nothing was sent");
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
