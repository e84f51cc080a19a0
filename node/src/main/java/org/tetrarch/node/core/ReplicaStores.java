package org.tetrarch.node.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.log.RecoveredState;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.node.runtime.ReplicaLoop;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.ConsensusLog;
import org.tetrarch.node.storage.EvidenceStore;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.ReplicaDisk;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Certificates;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.node.wire.LogRecordCodec;
import org.tetrarch.node.wire.TransactionCache;

/** What a node keeps on disk, opened and checked, and what it starts from. */
public final class ReplicaStores implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplicaStores.class);

  private final ReplicaDisk disk;
  private final KeyValueStore chainData;
  private final KeyValueStore logData;
  private final ChainStore chain;
  private final ConsensusLog consensusLog;
  private final EvidenceStore evidence;
  private final SigningDomain domain;
  private final TransactionCache transactions;
  private final RecoveredState recovered;

  private ReplicaStores(
      ReplicaDisk disk, SigningDomain domain, Genesis genesis, TransactionCache cache)
      throws StorageException {
    this.disk = disk;
    this.domain = domain;
    this.transactions = cache;
    chainData = disk.openChain();
    ChainStore.Opened opened = ChainStore.open(chainData, genesis);
    chain = opened.chain();
    opened
        .gap()
        .ifPresent(
            gap ->
                log.warn(
                    "the chain on disk has a gap: {}; blocks from there on come from peers",
                    gap.description()));
    logData = disk.openLog();
    ConsensusCodec codec = new ConsensusCodec(cache);
    ConsensusLog.Opened found =
        ConsensusLog.open(logData, disk.openLogHead(), new LogRecordCodec(cache));
    consensusLog = found.log();
    evidence = EvidenceStore.open(logData, codec);
    recovered = recover(found);
  }

  /**
   * Opens what is on the disk, which closes with it.
   *
   * @param cache of the transactions that this process has checked
   */
  public static ReplicaStores open(Genesis genesis, ReplicaDisk disk, TransactionCache cache)
      throws StorageException {
    try {
      return new ReplicaStores(disk, genesis.signingDomain(), genesis, cache);
    } catch (StorageException | RuntimeException e) {
      disk.close();
      throw e;
    }
  }

  private RecoveredState recover(ConsensusLog.Opened found) throws StorageException {
    List<LogRecord> records = new ArrayList<>(found.records());
    if (found.gap().isPresent()) {
      log.warn(
          "the consensus log has a gap: {}; what this replica signed is not known, so it follows"
              + " and votes again when the others are far enough ahead",
          found.gap().get().description());
      consensusLog.restart();
      records.clear();
    }
    long stable = lastStable(records);
    Optional<Certificate> certified = chain.certificate(chain.tip().certifiedHeight());
    if (certified.isPresent() && certified.get().height() > stable) {
      records.add(new LogRecord.CheckpointStable(Certificates.fromLedger(certified.get())));
      stable = certified.get().height();
    }
    giveCertificateToChain(records);
    TreeMap<SequenceNumber, Digest> states = new TreeMap<>();
    for (long height = stable; height <= chain.tip().header().number(); height++) {
      BlockHeader header = chain.header(height).orElseThrow();
      states.put(SequenceNumber.of(height), ReplicaLoop.digestOf(header));
    }
    List<LogRecord> replayed = found.gap().isPresent() ? List.of() : found.records();
    log.info("{}", RecoveryText.of(replayed, stable, chain.tip().height()));
    return new RecoveredState(records, states);
  }

  /**
   * The chain stores certificates without a sync, after the log has: the last ones may be in the
   * log alone, and without them this node could not prove its newest blocks to a peer.
   */
  private void giveCertificateToChain(List<LogRecord> records) throws StorageException {
    for (LogRecord each : records) {
      if (each instanceof LogRecord.CheckpointStable(StableCheckpoint checkpoint)
          && checkpoint.sequence().value() > chain.tip().certifiedHeight()
          && checkpoint.sequence().value() <= chain.tip().height()) {
        chain.putCertificate(Certificates.toLedger(checkpoint));
      }
    }
  }

  /** The highest stable checkpoint in the log whose block is here. */
  private long lastStable(List<LogRecord> records) {
    long head = chain.tip().header().number();
    return records.stream()
        .filter(LogRecord.CheckpointStable.class::isInstance)
        .mapToLong(r -> ((LogRecord.CheckpointStable) r).checkpoint().sequence().value())
        .filter(height -> height <= head)
        .max()
        .orElse(0);
  }

  public ChainStore chain() {
    return chain;
  }

  public ConsensusLog log() {
    return consensusLog;
  }

  public EvidenceStore evidence() {
    return evidence;
  }

  public SigningDomain domain() {
    return domain;
  }

  public TransactionCache transactions() {
    return transactions;
  }

  public RecoveredState recovered() {
    return recovered;
  }

  @Override
  public void close() throws StorageException {
    try {
      consensusLog.close();
      logData.close();
      chainData.close();
    } finally {
      disk.close();
    }
  }
}
