package org.tetrarch.lab.acceptance;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.exceptions.TransactionException;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.Transfer;
import org.web3j.tx.response.PollingTransactionReceiptProcessor;
import org.web3j.utils.Convert;

/** A program on web3j that owns an account. */
final class Web3jUser implements AutoCloseable {
  static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);
  static final BigInteger TRANSFER_GAS = BigInteger.valueOf(21_000);

  private static final int POLLING_MILLIS = 100;
  private static final int POLLS = 200;

  final Web3j web3j;
  final Credentials credentials;
  final long chainId;
  private final ScheduledExecutorService polling = Executors.newSingleThreadScheduledExecutor();
  private final PollingTransactionReceiptProcessor receipts;
  private final RawTransactionManager manager;

  Web3jUser(String url, long chainId, PrivateKey key) {
    this.web3j = Web3j.build(new HttpService(url), POLLING_MILLIS, polling);
    this.credentials = Credentials.create(HexFormat.of().formatHex(key.toBytes()));
    this.chainId = chainId;
    this.receipts = new PollingTransactionReceiptProcessor(web3j, POLLING_MILLIS, POLLS);
    this.manager = new RawTransactionManager(web3j, credentials, chainId, receipts);
  }

  BigInteger balance(String address) throws IOException {
    return web3j.ethGetBalance(address, DefaultBlockParameterName.LATEST).send().getBalance();
  }

  BigInteger nextNonce() throws IOException {
    return web3j
        .ethGetTransactionCount(credentials.getAddress(), DefaultBlockParameterName.PENDING)
        .send()
        .getTransactionCount();
  }

  /** web3j's own way to send coins, with a chain id. */
  TransactionReceipt transfer(String to, String coins) throws Exception {
    return new Transfer(web3j, manager)
        .sendFunds(to, new BigDecimal(coins), Convert.Unit.ETHER)
        .send();
  }

  EthSendTransaction sendLegacy(String to) throws IOException {
    return manager.sendTransaction(GWEI, TRANSFER_GAS, to, "", BigInteger.ONE);
  }

  EthSendTransaction sendEip1559(String to) throws IOException {
    return manager.sendEIP1559Transaction(
        chainId, BigInteger.ZERO, GWEI.shiftLeft(1), TRANSFER_GAS, to, "", BigInteger.ONE);
  }

  TransactionReceipt receiptOf(EthSendTransaction sent) throws IOException, TransactionException {
    return receipts.waitForTransactionReceipt(sent.getTransactionHash());
  }

  /** A transfer of one wei for a chain; without replay protection if that is 0. */
  String signed(long forChain, BigInteger nonce, BigInteger gasPrice, String to) {
    RawTransaction raw =
        RawTransaction.createEtherTransaction(nonce, gasPrice, TRANSFER_GAS, to, BigInteger.ONE);
    byte[] encoded =
        forChain == 0
            ? TransactionEncoder.signMessage(raw, credentials)
            : TransactionEncoder.signMessage(raw, forChain, credentials);
    return "0x" + HexFormat.of().formatHex(encoded);
  }

  /** What the node says to it; "accepted" when it takes it. */
  String offer(String encoded) throws IOException {
    EthSendTransaction answer = web3j.ethSendRawTransaction(encoded).send();
    return answer.hasError()
        ? answer.getError().getCode() + " " + answer.getError().getMessage()
        : "accepted";
  }

  @Override
  public void close() {
    web3j.shutdown();
    polling.shutdownNow();
  }
}
