package org.tetrarch.web.json;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.json.TransactionDocument.CertificateSummary;
import org.tetrarch.web.json.TransactionDocument.Content;
import org.tetrarch.web.json.TransactionDocument.Place;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.TransactionStatus;
import org.tetrarch.web.port.TransactionStatus.Stage;

/** Makes the documents that say where a transaction stands. */
public final class TransactionDocuments {

  private static final HexFormat HEX = HexFormat.of();

  private final NodePorts ports;

  public TransactionDocuments(NodePorts ports) {
    this.ports = ports;
  }

  /**
   * Where a transaction stands, from the chain where it is executed and from the pool otherwise.
   */
  public TransactionStatus status(Hash hash) {
    TransactionStatus known = ports.pool().status(hash);
    // The chain is asked second: a transaction that moves into it meanwhile is still found.
    Optional<LocatedTransaction> located = ports.chain().transaction(hash);
    if (located.isEmpty()) {
      return known;
    }
    long height = located.get().header().number();
    boolean certified = height <= ports.chain().head().certifiedHeight();
    return TransactionStatus.of(certified ? Stage.FINAL : Stage.INCLUDED).at(height);
  }

  /** All that is known of a transaction; empty when nothing is. */
  public Optional<TransactionDocument> transaction(Hash hash) {
    TransactionStatus status = status(hash);
    Optional<LocatedTransaction> located = ports.chain().transaction(hash);
    if (status.stage() == Stage.UNKNOWN && located.isEmpty()) {
      return Optional.empty();
    }
    Optional<SignedTransaction> content =
        located.map(LocatedTransaction::transaction).or(() -> ports.pool().find(hash));
    return Optional.of(
        new TransactionDocument(
            hash.toHex(),
            status.stage().word(),
            status.reason().orElse(null),
            boxed(status.sinceMillis()),
            content.map(TransactionDocuments::content).orElse(null),
            located.map(this::place).orElse(null)));
  }

  private static Content content(SignedTransaction transaction) {
    return new Content(
        transaction.type().code(),
        transaction.sender().checksummed(),
        transaction.to().checksummed(),
        transaction.value().toString(),
        transaction.nonce(),
        transaction.gasLimit(),
        transaction.maxFeePerGas().toString(),
        transaction.maxPriorityFeePerGas().toString(),
        hex(transaction.data()),
        hex(transaction.encoded()));
  }

  private Place place(LocatedTransaction located) {
    BlockHeader header = located.header();
    Wei price = located.transaction().effectiveGasPrice(header.baseFeePerGas());
    int signatures =
        ports
            .chain()
            .finality(header.number())
            .map(certificate -> certificate.signatures().size())
            .orElse(0);
    return new Place(
        header.number(),
        header.hash().toHex(),
        located.index(),
        header.timestampMillis(),
        located.gasUsed(),
        price.toString(),
        price.times(located.gasUsed()).toString(),
        header.baseFeePerGas().times(located.gasUsed()).toString(),
        new CertificateSummary(
            signatures, ports.consensus().network().quorum(), ports.info().validators().size()));
  }

  private static String hex(byte[] bytes) {
    return "0x" + HEX.formatHex(bytes);
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
