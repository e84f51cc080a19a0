package org.tetrarch.web.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.StoredBlock;
import org.tetrarch.web.port.Validator;

/** Makes the documents that describe blocks, their certificates and the transfers in them. */
public final class BlockDocuments {

  private final NodePorts ports;
  private final ChainView chain;
  private final Map<Address, String> names;

  public BlockDocuments(NodePorts ports) {
    this.ports = ports;
    this.chain = ports.chain();
    this.names =
        ports.info().validators().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Validator::address, Validator::name, (first, second) -> first));
  }

  /** A block as one line. */
  public BlockSummary summary(StoredBlock stored) {
    BlockHeader header = stored.block().header();
    List<Integer> signers =
        chain
            .finality(header.number())
            .map(certificate -> List.copyOf(certificate.signatures().keySet()))
            .orElse(List.of());
    boolean hasProposer = !header.miner().equals(Address.ZERO);
    return new BlockSummary(
        header.number(),
        header.hash().toHex(),
        header.parentHash().toHex(),
        header.timestampMillis(),
        hasProposer ? header.miner().checksummed() : null,
        names.get(header.miner()),
        stored.block().transactions().size(),
        transferred(stored.block().transactions()),
        header.gasUsed(),
        stored.block().size(),
        !signers.isEmpty(),
        signers);
  }

  /** A block in full, with the first of its transactions. */
  public BlockDetail detail(StoredBlock stored, int maxTransactions) {
    BlockHeader header = stored.block().header();
    return new BlockDetail(
        summary(stored),
        header.stateRoot().toHex(),
        header.transactionsRoot().toHex(),
        header.receiptsRoot().toHex(),
        header.gasLimit(),
        header.baseFeePerGas().toString(),
        header.burnt().toString(),
        certificate(header.number()).orElse(null),
        transfers(stored, 0, maxTransactions));
  }

  /** The certificate of a height with its signers' names. */
  public Optional<CertificateDocument> certificate(long height) {
    return chain.certificate(height).map(this::describe);
  }

  private CertificateDocument describe(Certificate certificate) {
    List<Validator> validators = ports.info().validators();
    List<CertificateDocument.Signer> signers = new ArrayList<>();
    certificate
        .signatures()
        .forEach(
            (index, signature) ->
                signers.add(
                    new CertificateDocument.Signer(
                        index,
                        validators.get(index).name(),
                        validators.get(index).address().checksummed(),
                        signature.toHex())));
    return new CertificateDocument(
        certificate.height(),
        certificate.blockHash().toHex(),
        signers,
        ports.consensus().network().quorum(),
        validators.size());
  }

  /** Transactions of a block in their order; {@code next} is the index that comes after them. */
  public PageDocument<TransferSummary> transfers(StoredBlock stored, int from, int limit) {
    int count = stored.block().transactions().size();
    int end = Math.min(count, from + limit);
    List<TransferSummary> items = new ArrayList<>();
    for (int index = from; index < end; index++) {
      items.add(transfer(LocatedTransaction.of(stored, index)));
    }
    @Nullable String next = end < count ? String.valueOf(end) : null;
    return new PageDocument<>(items, next);
  }

  /** The last transactions of a block, newest first. */
  public List<TransferSummary> newestTransfers(StoredBlock stored, int limit) {
    int count = stored.block().transactions().size();
    List<TransferSummary> newest = new ArrayList<>();
    for (int index = count - 1; index >= Math.max(0, count - limit); index--) {
      newest.add(transfer(LocatedTransaction.of(stored, index)));
    }
    return newest;
  }

  /** An executed transaction as one line. */
  public TransferSummary transfer(LocatedTransaction located) {
    SignedTransaction transaction = located.transaction();
    BlockHeader header = located.header();
    Wei price = transaction.effectiveGasPrice(header.baseFeePerGas());
    return new TransferSummary(
        transaction.hash().toHex(),
        transaction.sender().checksummed(),
        transaction.to().checksummed(),
        transaction.value().toString(),
        price.times(located.gasUsed()).toString(),
        transaction.nonce(),
        header.number(),
        located.index(),
        header.timestampMillis());
  }

  /** Several values together may exceed what one amount may hold, so this is no {@link Wei}. */
  private static String transferred(List<SignedTransaction> transactions) {
    return transactions.stream()
        .map(transaction -> transaction.value().value())
        .reduce(BigInteger.ZERO, BigInteger::add)
        .toString();
  }
}
