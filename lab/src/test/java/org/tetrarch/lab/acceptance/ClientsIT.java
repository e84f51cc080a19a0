package org.tetrarch.lab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.Flowable;
import io.reactivex.disposables.Disposable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.ReadyNetwork;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.websocket.WebSocketService;
import org.web3j.tx.Transfer;
import org.web3j.utils.Convert;

/**
 * Public clients as they are, on a live network; each suite with an account of its own. Those that
 * are npm packages are driven by the scripts of {@code src/test/js}.
 */
class ClientsIT {
  private static final Genesis GENESIS = ReadyNetwork.LOCAL_4.genesis();
  private static final List<PrivateKey> ACCOUNTS = DevelopmentNetwork.accountKeys(10);
  private static final Path SUITES = Path.of(System.getProperty("client.suites", "src/test/js"));

  @TempDir static Path home;

  @SuppressWarnings("NullAway.Init")
  private static LiveNetwork network;

  @BeforeAll
  static void up() throws IOException {
    network = new LiveNetwork(home);
    LiveNetwork.Ran up =
        network.node("up", "--detach", "--port-offset", Integer.toString(LiveNetwork.PORT_OFFSET));
    assertThat(up.code()).as(up.output()).isZero();
  }

  @AfterAll
  static void down() throws IOException {
    network.close();
  }

  @ParameterizedTest
  @CsvSource({"cast, 0", "ethers, 1", "viem, 2", "metamask, 3", "proofs, 0"})
  void theSuitePasses(String suite, int node) throws IOException {
    String script = SUITES.resolve(suite + ".test.js").toString();
    LiveNetwork.Ran ran =
        network.run(
            List.of("node", "--test", "--test-timeout=60000", "--test-reporter=spec", script),
            Map.of(
                "TETRARCH_RPC_URL",
                LiveNetwork.url(node),
                "TETRARCH_GENESIS",
                home.resolve("networks/local-4/genesis.json").toString(),
                "TETRARCH_GENESIS_HASH",
                GENESIS.hash().toHex()));

    assertThat(ran.code()).as(ran.output()).isZero();
    assertThat(ran.output()).contains("fail 0").doesNotContain("pass 0");
  }

  /** What a program on web3j does. */
  @Nested
  class OnWeb3j {
    private static final long CHAIN_ID = GENESIS.chainId();

    /** An address that nobody used before. */
    private static String somebody() {
      return PrivateKey.fromEntropy(SecureRandom.getSeed(40)).address().toHex();
    }

    private Web3jUser user() {
      return new Web3jUser(LiveNetwork.url(3), CHAIN_ID, ACCOUNTS.get(4));
    }

    @Test
    void connectsAndReadsBalancesAndFees() throws Exception {
      try (Web3jUser user = user()) {
        assertThat(user.web3j.ethChainId().send().getChainId()).isEqualTo(CHAIN_ID);
        assertThat(user.web3j.netVersion().send().getNetVersion()).isEqualTo("" + CHAIN_ID);
        assertThat(user.web3j.web3ClientVersion().send().getWeb3ClientVersion())
            .startsWith("Tetrarch/");
        assertThat(user.balance(user.credentials.getAddress())).isPositive();
        assertThat(user.balance(somebody())).isZero();
        assertThat(user.web3j.ethGasPrice().send().getGasPrice()).isEqualTo(Web3jUser.GWEI);
        Transaction transfer =
            Transaction.createEtherTransaction(
                user.credentials.getAddress(), null, null, null, somebody(), BigInteger.ONE);
        assertThat(user.web3j.ethEstimateGas(transfer).send().getAmountUsed())
            .isEqualTo(Web3jUser.TRANSFER_GAS);
      }
    }

    @Test
    void sendsTransfersOfBothTypesAndWaitsForThem() throws Exception {
      try (Web3jUser user = user()) {
        String to = somebody();
        TransactionReceipt legacy = user.transfer(to, "1.5");
        assertThat(legacy.isStatusOK()).isTrue();
        assertThat(legacy.getGasUsed()).isEqualTo(Web3jUser.TRANSFER_GAS);
        assertThat(user.balance(to)).isEqualTo(new BigInteger("1500000000000000000"));

        TransactionReceipt dynamic = user.receiptOf(user.sendEip1559(to));
        assertThat(dynamic.isStatusOK()).isTrue();
        assertThat(dynamic.getType()).isEqualTo("0x2");
        assertThat(dynamic.getEffectiveGasPrice()).isEqualTo("0x3b9aca00");
      }
    }

    @Test
    void readsBlocksWithTheirTransactions() throws Exception {
      try (Web3jUser user = user()) {
        TransactionReceipt receipt = user.transfer(somebody(), "1");
        DefaultBlockParameter at = DefaultBlockParameter.valueOf(receipt.getBlockNumber());
        EthBlock.Block block = user.web3j.ethGetBlockByNumber(at, true).send().getBlock();
        assertThat(block.getHash()).isEqualTo(receipt.getBlockHash());
        assertThat(block.getTransactions())
            .extracting(result -> ((EthBlock.TransactionObject) result.get()).getHash())
            .contains(receipt.getTransactionHash());
        assertThat(user.web3j.ethGetBlockByHash(block.getHash(), false).send().getBlock())
            .extracting(EthBlock.Block::getNumber)
            .isEqualTo(receipt.getBlockNumber());
      }
    }

    @Test
    void followsNewBlocksByPolling() throws Exception {
      try (Web3jUser user = user()) {
        requireTold(user, user.web3j.blockFlowable(false).map(told -> told.getBlock().getHash()));
      }
    }

    @Test
    void followsNewBlocksOverWebSocket() throws Exception {
      WebSocketService service =
          new WebSocketService(LiveNetwork.url(3).replace("http", "ws"), false);
      service.connect();
      Web3j web3j = Web3j.build(service);
      try (Web3jUser user = user()) {
        requireTold(
            user,
            web3j.newHeadsNotifications().map(told -> told.getParams().getResult().getHash()));
      } finally {
        web3j.shutdown();
      }
    }

    /**
     * The first block may come before the subscription is there, so blocks are made until one is
     * told.
     */
    private void requireTold(Web3jUser user, Flowable<String> hashes) {
      Set<String> told = ConcurrentHashMap.newKeySet();
      Disposable subscription = hashes.subscribe(told::add);
      try {
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> told.contains(user.transfer(somebody(), "1").getBlockHash()));
      } finally {
        subscription.dispose();
      }
    }

    @Test
    void twoQuickSendsGetNoncesThatFollowEachOther() throws Exception {
      try (Web3jUser user = user()) {
        BigInteger nonce = user.nextNonce();
        EthSendTransaction first = user.sendLegacy(somebody());
        EthSendTransaction second = user.sendLegacy(somebody());
        assertThat(user.receiptOf(first).isStatusOK()).isTrue();
        assertThat(user.receiptOf(second).isStatusOK()).isTrue();
        assertThat(user.nextNonce()).isEqualTo(nonce.add(BigInteger.TWO));
      }
    }

    @Test
    void isToldWhatIsWrong() throws Exception {
      try (Web3jUser user = user();
          Web3jUser poor =
              new Web3jUser(LiveNetwork.url(3), CHAIN_ID, PrivateKey.fromEntropy(new byte[40]))) {
        user.transfer(somebody(), "1");
        BigInteger next = user.nextNonce();
        assertThat(poor.sendLegacy(somebody()).getError().getMessage())
            .startsWith("insufficient funds for gas * price + value");
        assertThat(offered(user, CHAIN_ID, BigInteger.ZERO, 1)).startsWith("-32000 nonce too low");
        assertThat(offered(user, 1, next, 1)).startsWith("-32000 invalid chain id for signer");
        assertThat(offered(user, 0, next, 1))
            .isEqualTo("-32000 only replay-protected (EIP-155) transactions allowed over RPC");
        assertThat(user.offer("0xdeadbeef")).startsWith("-32000 malformed transaction");
        assertThat(user.offer("garbage")).startsWith("-32602 ");

        // The one after the next waits, so that it can be replaced.
        BigInteger later = next.add(BigInteger.ONE);
        assertThat(offered(user, CHAIN_ID, later, 10)).isEqualTo("accepted");
        assertThat(offered(user, CHAIN_ID, later, 10))
            .isEqualTo("-32000 replacement transaction underpriced");
        assertThat(offered(user, CHAIN_ID, later, 11)).isEqualTo("accepted");
        assertThat(offered(user, CHAIN_ID, next, 1)).isEqualTo("accepted");
      }
    }

    private String offered(Web3jUser user, long chain, BigInteger nonce, int gwei)
        throws IOException {
      BigInteger price = Web3jUser.GWEI.multiply(BigInteger.valueOf(gwei));
      return user.offer(user.signed(chain, nonce, price, somebody()));
    }

    @Test
    void sendFundsOfWeb3jSignsForNoChainAndIsRefused() {
      try (Web3jUser user = user()) {
        assertThatThrownBy(
                () ->
                    Transfer.sendFunds(
                            user.web3j,
                            user.credentials,
                            somebody(),
                            BigDecimal.ONE,
                            Convert.Unit.ETHER)
                        .send())
            .hasMessageContaining("only replay-protected (EIP-155) transactions allowed over RPC");
      }
    }
  }
}
