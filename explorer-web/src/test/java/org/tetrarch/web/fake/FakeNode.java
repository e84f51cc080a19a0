package org.tetrarch.web.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.execution.ChainRules;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.LabControl;
import org.tetrarch.web.port.NodeInfo;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.Validator;

/** All ports of a node whose genesis gave Alice 10,000 coins. */
public final class FakeNode {

  public static final long CHAIN_ID = 770_077;
  public static final Wei BASE_FEE = Wei.gwei(1);
  public static final ChainRules RULES =
      new ChainRules(CHAIN_ID, 30_000_000, BASE_FEE, false, false);

  public static final List<String> EXPLORERS =
      List.of(
          "http://127.0.0.1:8545",
          "http://127.0.0.1:8546",
          "http://127.0.0.1:8547",
          "http://127.0.0.1:8548");

  public final FakeChain chain =
      new FakeChain(RULES, Map.of(Keys.ALICE.address(), Wei.coins(10_000)));
  public final FakePool pool = new FakePool(chain);
  public final FakeConsensus consensus = new FakeConsensus(chain);
  public final FakeProtocol protocol = new FakeProtocol();
  public final FakeRanking ranking = new FakeRanking();
  public final FakeLab lab = new FakeLab();

  /** The ports of a node that was started with --lab. */
  public NodePorts ports() {
    return ports(chain, Optional.of(lab));
  }

  /** The same with another view of the chain, and perhaps without a lab. */
  public NodePorts ports(ChainView view, Optional<LabControl> control) {
    return new NodePorts(info(), view, pool, consensus, protocol, ranking, chain, control);
  }

  private NodeInfo info() {
    List<Validator> validators = new ArrayList<>();
    for (PrivateKey key : Keys.VALIDATORS) {
      validators.add(new Validator("node" + validators.size(), key.address(), key.publicKey()));
    }
    return new NodeInfo(
        "local-4",
        CHAIN_ID,
        chain.genesisHash(),
        "TET",
        "0.1.0",
        "node0",
        0,
        "http://127.0.0.1:8545",
        RULES,
        validators,
        EXPLORERS,
        1_700_000_000_000L);
  }

  /** An EIP-1559 transfer that pays the base fee and no tip. */
  public static SignedTransaction transfer(PrivateKey from, long nonce, Address to, Wei value) {
    return UnsignedTransaction.dynamicFee(CHAIN_ID)
        .nonce(nonce)
        .maxFeePerGas(BASE_FEE)
        .value(value)
        .to(to)
        .sign(from);
  }

  /** A transfer of coins from Alice to Bob. */
  public static SignedTransaction aliceToBob(long nonce, long coins) {
    return transfer(Keys.ALICE, nonce, Keys.BOB.address(), Wei.coins(coins));
  }
}
