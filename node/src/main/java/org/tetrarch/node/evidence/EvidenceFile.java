package org.tetrarch.node.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.evidence.Transcript;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.Validator;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PublicKey;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.node.wire.ConsensusKeys;
import org.tetrarch.node.wire.TransactionCache;

/**
 * Writes and checks evidence files. What is said in one has one text: a file that differs from what
 * its statements make of it in a single byte is refused.
 */
public final class EvidenceFile {
  /** Longest file that is read: two NEW-VIEWs of the largest size in hexadecimal. */
  public static final int MAX_BYTES = 32 * 1024 * 1024;

  /** Most statements in one file; each may hold many more. */
  static final int MAX_STATEMENTS = 4096;

  /** No statement holds a transaction. */
  private static final int NO_TRANSACTIONS = 16;

  static final String FORMAT = "tetrarch-evidence-1";

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Genesis genesis;
  private final SigningDomain domain;
  private final ConsensusCodec codec;

  /**
   * @param genesis all that is trusted
   */
  public EvidenceFile(Genesis genesis) {
    this.genesis = genesis;
    this.domain = genesis.signingDomain();
    this.codec =
        new ConsensusCodec(
            new TransactionCache(genesis.chainId(), genesis.allowUnprotected(), NO_TRANSACTIONS));
  }

  /**
   * Somebody is proven to lie.
   *
   * @param name of the validator in the genesis file
   */
  public record Culprit(int replica, String name, String address, String lie) {}

  /** The text of a file with these statements. Throws when they prove nothing on this chain. */
  public String write(List<? extends Signed<? extends Message>> statements)
      throws MalformedException {
    return text(statements, culprits(statements));
  }

  private String text(
      List<? extends Signed<? extends Message>> statements, List<Culprit> culprits) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    root.put("chainId", genesis.chainId());
    root.put("genesisHash", domain.genesisHash().toHex());
    ArrayNode named = root.putArray("culprits");
    for (Culprit culprit : culprits) {
      ObjectNode entry = named.addObject();
      entry.put("replica", culprit.replica());
      entry.put("name", culprit.name());
      entry.put("address", culprit.address());
      entry.put("lie", culprit.lie());
    }
    ArrayNode said = root.putArray("statements");
    statements.forEach(s -> said.add("0x" + HexFormat.of().formatHex(codec.encode(s))));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always valid JSON", e);
    }
  }

  private List<Culprit> culprits(List<? extends Signed<? extends Message>> statements)
      throws MalformedException {
    Transcript transcript = new Transcript(statements);
    Optional<Signed<? extends Message>> unsigned =
        transcript.unsigned(ConsensusKeys.checkOf(domain, publicKeys()));
    if (unsigned.isPresent()) {
      throw new MalformedException(
          "a statement is not signed by %s, whom it names"
              .formatted(unsigned.get().message().replica()));
    }
    List<Culprit> culprits = transcript.accusations().stream().map(this::culprit).toList();
    if (culprits.isEmpty()) {
      throw new MalformedException("the statements contradict each other in nothing");
    }
    return culprits;
  }

  private List<PublicKey> publicKeys() {
    return genesis.validators().stream().map(Validator::publicKey).toList();
  }

  private Culprit culprit(Evidence evidence) {
    int index = evidence.culprit().index();
    Validator validator = genesis.validators().get(index);
    return new Culprit(
        index, validator.name(), validator.address().checksummed(), evidence.subject());
  }

  /** A statement as a node shows it: 0x and its bytes in hexadecimal. */
  public Signed<? extends Message> statement(String hex) throws MalformedException {
    if (!hex.startsWith("0x")) {
      throw new MalformedException("a statement does not begin with 0x");
    }
    try {
      return codec.decodeStatement(HexFormat.of().parseHex(hex, 2, hex.length()));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a statement is not in hexadecimal", e);
    }
  }

  /** The signatures of a block's certificate, as a node's REST interface shows it. */
  public List<Signed<? extends Message>> certificate(JsonNode document) throws MalformedException {
    try {
      SequenceNumber height = SequenceNumber.of(document.path("height").asLong());
      Digest block = Digest.of(Hash.fromHex(document.path("blockHash").asText()).toBytes());
      List<Signed<? extends Message>> said = new ArrayList<>();
      for (JsonNode signer : document.path("signers")) {
        String signature = signer.path("signature").asText();
        said.add(
            new Signed<>(
                new Checkpoint(height, block, ReplicaId.of(signer.path("index").asInt())),
                SignatureBytes.of(HexFormat.of().parseHex(signature, 2, signature.length()))));
      }
      return said;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MalformedException("this is no certificate: " + e.getMessage(), e);
    }
  }

  /** Who is proven to lie by a file. Throws, saying what is wrong, when it proves nothing. */
  public List<Culprit> verify(String text) throws MalformedException {
    JsonNode root = parse(text);
    if (!root.path("format").asText().equals(FORMAT)) {
      throw new MalformedException("this is no evidence file: its format is not " + FORMAT);
    }
    requireSameChain(root);
    JsonNode said = root.path("statements");
    if (said.size() > MAX_STATEMENTS) {
      throw new MalformedException("more than " + MAX_STATEMENTS + " statements");
    }
    List<Signed<? extends Message>> statements = new ArrayList<>();
    for (JsonNode each : said) {
      statements.add(statement(each.asText()));
    }
    List<Culprit> culprits = culprits(statements);
    requireCanonical(text, text(statements, culprits));
    return culprits;
  }

  private static JsonNode parse(String text) throws MalformedException {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedException("this is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private void requireSameChain(JsonNode root) throws MalformedException {
    String hash = root.path("genesisHash").asText();
    if (!hash.equals(domain.genesisHash().toHex())
        || root.path("chainId").asLong() != genesis.chainId()) {
      throw new MalformedException(
          "it is about chain %s with genesis %s, the genesis file makes chain %d with genesis %s"
              .formatted(
                  root.path("chainId").asText(),
                  hash,
                  genesis.chainId(),
                  domain.genesisHash().toHex()));
    }
  }

  private static void requireCanonical(String text, String expected) throws MalformedException {
    if (!text.equals(expected)) {
      int at = 0;
      while (at < Math.min(text.length(), expected.length())
          && text.charAt(at) == expected.charAt(at)) {
        at++;
      }
      long line = 1 + expected.substring(0, at).chars().filter(c -> c == '\n').count();
      throw new MalformedException(
          "line %d is not what the statements make of it: somebody has changed the file"
              .formatted(line));
    }
  }
}
