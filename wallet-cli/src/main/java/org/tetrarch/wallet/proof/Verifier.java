package org.tetrarch.wallet.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tetrarch.genesis.document.Document;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.document.Fields;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.proof.BalanceProof;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.ledger.proof.ProvenAccount;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.ledger.proof.ReceiptProof;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.ledger.trie.MerkleProof;
import org.tetrarch.wallet.chain.Chain;

/** Checks proof documents against one chain. Immutable, any thread. */
public final class Verifier {
  static final int VERSION = 1;

  // One way to write each value, so that no byte can be changed unseen.
  private static final Pattern HEX = Pattern.compile("0x[0-9a-f]*");
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,77}");

  private final Chain chain;

  public Verifier(Chain chain) {
    this.chain = chain;
  }

  /** The account of this address that the document proves. */
  public ProvenAccount account(ObjectNode document, Address address) throws ProofException {
    return checked(
        "tetrarch-account-proof",
        document,
        fields -> {
          Account claimed = new Account(fields.number("nonce"), balance(fields));
          List<byte[]> nodes = nodes(fields, "accountProof");
          requireSame(fields, "address", address.checksummed());
          AccountProof account = new AccountProof(address, claimed, nodes);
          HeaderProof finality = finality(fields);
          fields.end();
          return new BalanceProof(account, finality).verify(chain.trusted());
        });
  }

  /** The executed transaction that the document proves, whichever it is. */
  public ProvenReceipt receipt(ObjectNode document) throws ProofException {
    return checked(
        "tetrarch-receipt-proof",
        document,
        fields -> {
          Hash hash = Hash.of(hex(fields, "transactionHash", fields.text("transactionHash")));
          int index = fields.smallNumber("index");
          List<byte[]> transactionNodes = nodes(fields, "transactionProof");
          List<byte[]> receiptNodes = nodes(fields, "receiptProof");
          HeaderProof finality = finality(fields);
          fields.end();
          return new ReceiptProof(hash, finality, index, transactionNodes, receiptNodes)
              .verify(chain.trusted());
        });
  }

  /** The executed transaction with this hash. */
  public ProvenReceipt receipt(ObjectNode document, Hash transaction) throws ProofException {
    ProvenReceipt receipt = receipt(document);
    if (!receipt.transaction().hash().equals(transaction)) {
      throw ProofException.because("the receipt is of transaction " + receipt.transaction().hash());
    }
    return receipt;
  }

  /** That a header is final. */
  public HeaderProof header(ObjectNode document) throws ProofException {
    return checked(
        "tetrarch-header-proof",
        document,
        fields -> {
          HeaderProof finality = finality(fields);
          fields.end();
          finality.verify(chain.trusted());
          return finality;
        });
  }

  private interface Reading<T> {
    T read(Fields fields) throws DocumentException, MalformedException;
  }

  private <T> T checked(String format, ObjectNode document, Reading<T> reading)
      throws ProofException {
    Fields fields = Document.of(document);
    try {
      requireSame(fields, "format", format);
      long version = fields.number("version");
      if (version != VERSION) {
        throw ProofException.because(
            "version: is %d, this wallet knows %d".formatted(version, VERSION));
      }
      requireThisChain(fields.number("chainId"), fields.text("genesisHash"));
      return reading.read(fields);
    } catch (DocumentException | MalformedException | IllegalArgumentException e) {
      throw ProofException.because(String.valueOf(e.getMessage()), e);
    }
  }

  private void requireThisChain(long chainId, String genesisHash) throws ProofException {
    if (chainId != chain.chainId()) {
      throw ProofException.ofAnotherChain(
          "is of chain %d (genesis %s), but %s makes chain %d (genesis %s)"
              .formatted(
                  chainId, genesisHash, chain.source(), chain.chainId(), chain.genesisHash()));
    }
    if (!genesisHash.equals(chain.genesisHash().toHex())) {
      throw ProofException.ofAnotherChain(
          "is of the chain that began with genesis %s, but %s makes %s"
              .formatted(genesisHash, chain.source(), chain.genesisHash()));
    }
  }

  private static void requireSame(Fields fields, String name, String expected)
      throws DocumentException {
    String text = fields.text(name);
    if (!text.equals(expected)) {
      throw fields.problem(name, "is \"" + text + "\", not \"" + expected + "\"");
    }
  }

  private static Wei balance(Fields fields) throws DocumentException, MalformedException {
    String text = fields.text("balance");
    if (!DECIMAL.matcher(text).matches()) {
      throw fields.problem("balance", "is no amount in wei");
    }
    return Wei.parse(text, Wei.Unit.WEI);
  }

  private static HeaderProof finality(Fields fields) throws DocumentException, MalformedException {
    byte[] header = hex(fields, "header", fields.text("header"));
    List<byte[]> descendants = new ArrayList<>();
    for (String text : fields.texts("descendants", HeaderProof.MAX_DESCENDANTS)) {
      descendants.add(hex(fields, "descendants", text));
    }
    String certificate = fields.optionalText("certificate");
    Optional<byte[]> signed =
        certificate == null
            ? Optional.empty()
            : Optional.of(hex(fields, "certificate", certificate));
    try {
      return HeaderProof.decode(header, descendants, signed);
    } catch (MalformedException e) {
      throw new MalformedException("header, descendants or certificate: " + e.getMessage(), e);
    }
  }

  private static List<byte[]> nodes(Fields fields, String name) throws DocumentException {
    List<byte[]> nodes = new ArrayList<>();
    for (String text : fields.texts(name, MerkleProof.MAX_NODES)) {
      nodes.add(hex(fields, name, text));
    }
    return nodes;
  }

  private static byte[] hex(Fields fields, String name, String text) throws DocumentException {
    if (text.length() % 2 != 0 || !HEX.matcher(text).matches()) {
      throw fields.problem(name, "must be 0x and pairs of small hex digits");
    }
    return HexFormat.of().parseHex(text, 2, text.length());
  }
}
