package org.tetrarch.genesis.network;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tetrarch.genesis.Allocation;
import org.tetrarch.genesis.Endpoint;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.PbftParameters;
import org.tetrarch.genesis.Validator;
import org.tetrarch.genesis.mnemonic.EthereumAccounts;
import org.tetrarch.genesis.mnemonic.Mnemonic;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.crypto.PrivateKey;

/**
 * The local development network, all of whose keys are public: those of its accounts come from the
 * mnemonic that other development nodes use as well, those of its validators from a known text. The
 * same call gives the same network, on every machine.
 */
public final class DevelopmentNetwork {
  public static final long CHAIN_ID = 770_077;

  /** The names of its accounts go on with their index: dev0, dev1, … */
  public static final String ACCOUNT_PREFIX = "dev";

  /** Published, and used by every development node: coins sent to it elsewhere are lost. */
  public static final String MNEMONIC =
      "test test test test test test test test test test test junk";

  public static final Wei BALANCE = Wei.coins(10_000);
  public static final String HOST = "127.0.0.1";
  public static final int P2P_PORT = 30_300;
  public static final int HTTP_PORT = 8_545;

  /** Most accounts or nodes: a bound against a mistyped number. */
  public static final int MOST = 1_000;

  /** 2026-01-01T00:00:00Z. */
  private static final long TIMESTAMP = 1_767_225_600L;

  private static final String NODE_KEY_TEXT = "tetrarch development validator ";
  private static final List<String> REMARKS =
      List.of(
          "DEVELOPMENT ONLY. This key is published with the source code: everybody has it.",
          "A network that matters gets its own keys from: tetrarch genesis create");

  private DevelopmentNetwork() {}

  /** A network of {@code nodes} validators node0, node1, … on this machine. */
  public static NewNetwork create(int nodes, int accounts) {
    if (nodes < 1 || nodes > Genesis.MAX_VALIDATORS || accounts < 0 || accounts > MOST) {
      throw new IllegalArgumentException(
          "a development network has 1 to "
              + Genesis.MAX_VALIDATORS
              + " nodes and at most "
              + MOST
              + " accounts");
    }
    List<NewNetwork.Node> members = new ArrayList<>();
    List<Validator> validators = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      Endpoint p2p = new Endpoint(HOST, P2P_PORT + i);
      NewNetwork.Node node =
          new NewNetwork.Node("node" + i, nodeKey(i), new Endpoint(HOST, HTTP_PORT + i), p2p);
      members.add(node);
      validators.add(new Validator(node.name(), node.key().publicKey(), p2p));
    }
    Genesis genesis =
        new Genesis(
            CHAIN_ID,
            Genesis.DEFAULT_SYMBOL,
            PbftParameters.defaults(Genesis.quorumOf(nodes)),
            validators,
            TIMESTAMP,
            Genesis.DEFAULT_GAS_LIMIT,
            Genesis.DEFAULT_BASE_FEE,
            alloc(accounts),
            false,
            false);
    return new NewNetwork(genesis, members, REMARKS);
  }

  /** The published keys of the first {@code count} accounts: dev0, dev1, … */
  public static List<PrivateKey> accountKeys(int count) {
    try {
      return EthereumAccounts.keys(Mnemonic.parse(MNEMONIC.toCharArray()), new char[0], 0, count);
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The published key of validator {@code index}. */
  public static PrivateKey nodeKey(int index) {
    byte[] text = (NODE_KEY_TEXT + index).getBytes(StandardCharsets.US_ASCII);
    try {
      return PrivateKey.fromBytes(Keccak.hash(text).toBytes());
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SortedMap<Address, Allocation> alloc(int accounts) {
    SortedMap<Address, Allocation> alloc = new TreeMap<>();
    List<PrivateKey> keys = accountKeys(accounts);
    for (int i = 0; i < accounts; i++) {
      alloc.put(keys.get(i).address(), new Allocation(BALANCE, accountName(i) + ": " + PUBLIC_KEY));
    }
    return alloc;
  }

  /** What the wallet calls account {@code index}. */
  public static String accountName(int index) {
    return ACCOUNT_PREFIX + index;
  }

  /** How a development account is labelled wherever it is shown. */
  public static final String PUBLIC_KEY = "development account, its key is public";
}
