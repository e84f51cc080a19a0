package org.tetrarch.ledger.transaction;

/**
 * Why a transaction is refused. {@link #wording()} is go-ethereum's text wherever it has one,
 * because wallets match it.
 */
public enum RejectionReason {
  MALFORMED("malformed transaction"),
  OVERSIZED("oversized data"),
  TYPE_NOT_SUPPORTED("transaction type not supported"),
  WRONG_CHAIN("invalid chain id for signer"),
  UNPROTECTED("only replay-protected (EIP-155) transactions allowed over RPC"),
  INVALID_SIGNATURE("invalid transaction v, r, s values"),
  CONTRACT_CREATION("contract creation is not supported: this chain moves coins only"),
  CALL_DATA("call data is not supported: this chain moves coins only"),
  NONCE_AT_MAXIMUM("nonce has max value"),
  INTRINSIC_GAS_TOO_LOW("intrinsic gas too low"),
  EXCEEDS_BLOCK_GAS_LIMIT("exceeds block gas limit"),
  FEE_CAP_TOO_LOW("max fee per gas less than block base fee"),
  TIP_ABOVE_FEE_CAP("max priority fee per gas higher than max fee per gas"),
  COST_OVERFLOW("gas * price + value does not fit 256 bits"),
  NONCE_TOO_LOW("nonce too low"),
  NONCE_TOO_HIGH("nonce too high"),
  INSUFFICIENT_FUNDS("insufficient funds for gas * price + value"),
  BLOCK_FULL("gas limit reached");

  private final String wording;

  RejectionReason(String wording) {
    this.wording = wording;
  }

  public String wording() {
    return wording;
  }
}
