package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.wallet.fake.FakeChain;
import org.tetrarch.wallet.fake.FakeNode;
import org.tetrarch.wallet.fake.FakePerson;

/** A wallet with a home of its own, before a node that can lie, run as from a shell. */
abstract class WalletTest {
  static final String DEV0 = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
  static final String DEV1 = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  static final String STRANGER = "0x00000000000000000000000000000000000000b2";
  static final String PASSWORD = "correct horse battery staple";

  @TempDir Path home;

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final Map<String, String> environment = new HashMap<>();
  FakePerson person = FakePerson.absent("");
  FakeNode node = startNode();

  private static FakeNode startNode() {
    try {
      return new FakeNode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void setHome() {
    environment.put("TETRARCH_HOME", home.toString());
    environment.put("TETRARCH_RPC_URL", node.url());
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  /** Runs the wallet; its exit code. */
  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), false);
    return WalletMain.run(screen, environment, person, arguments);
  }

  /** Runs the wallet, which must succeed without a word on the error stream, and prints JSON. */
  JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    assertThat(run(all.toArray(String[]::new))).as("%s", err).isZero();
    assertThat(err.toString()).isEmpty();
    return document();
  }

  /** What was printed, which must be one JSON document. */
  JsonNode document() throws IOException {
    return new JsonMapper().readTree(out.toString());
  }

  /** Runs the wallet, which must fail with this code and one line that contains all of these. */
  void assertFails(int code, List<String> says, String... arguments) {
    assertThat(run(arguments)).as("%s%s", out, err).isEqualTo(code);
    assertThat(err.toString()).startsWith("error: ").hasLineCount(1).contains(says);
    assertThat(err.toString()).doesNotContain("unexpected", "Exception", "null");
  }

  /** Makes an account under {@link #PASSWORD}; its address. */
  String makeAccount(String name) throws IOException {
    return json("new", name, "--light", "--password-file", passwordFile().toString())
        .get("address")
        .textValue();
  }

  /** Gives a fresh account some coins, from dev9, which no other test uses. */
  void fund(String address, String coins) throws Exception {
    node.chain().execute(transfer(9, address, coins));
  }

  /** What a development account sends next. */
  SignedTransaction transfer(int from, String to, String coins) throws Exception {
    PrivateKey key = FakeChain.key(from);
    FakeChain chain = node.chain();
    return transfer(key, chain.account(key.address(), chain.height()).nonce(), to, coins);
  }

  static SignedTransaction transfer(PrivateKey key, long nonce, String to, String coins)
      throws Exception {
    return UnsignedTransaction.dynamicFee(FakeChain.GENESIS.chainId())
        .nonce(nonce)
        .maxFeePerGas(Wei.gwei(1))
        .value(Wei.parse(coins, Wei.Unit.COIN))
        .to(Address.fromHex(to))
        .sign(key);
  }

  Path passwordFile() throws IOException {
    return Files.writeString(home.resolve("password"), PASSWORD + "\n");
  }
}
