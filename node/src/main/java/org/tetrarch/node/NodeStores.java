package org.tetrarch.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.log.RecoveredState;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.NodeIdentity;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.node.runtime.ReplicaLoop;
import org.tetrarch.node.storage.ChainMarker;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.ConsensusLog;
import org.tetrarch.node.storage.DataDirectory;
import org.tetrarch.node.storage.EvidenceStore;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Certificates;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.node.wire.LogRecordCodec;
import org.tetrarch.node.wire.TransactionCache;

/** What a node keeps on disk, opened and checked, and what it starts from. */
final class NodeStores implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NodeStores.class);

  private final DataDirectory directory;
  private final KeyValueStore chainData;
  private final ChainStore chain;
  private final ConsensusLog consensusLog;
  private final EvidenceStore evidence;
  private final SigningDomain domain;
  private final TransactionCache transactions;
  private final RecoveredState recovered;

  private NodeStores(
      DataDirectory directory, SigningDomain domain, Genesis genesis, TransactionCache cache)
      throws StorageException {
    this.directory = directory;
    this.domain = domain;
    this.transactions = cache;
    chainData = directory.openChain();
    ChainStore.Opened opened = ChainStore.open(chainData, genesis);
    chain = opened.chain();
    opened
        .gap()
        .ifPresent(
            gap ->
                log.warn(
                    "the chain on disk has a gap: {}; blocks from there on come from peers",
                    gap.description()));
    KeyValueStore logData = directory.openLog();
    ConsensusCodec codec = new ConsensusCodec(cache);
    ConsensusLog.Opened found =
        ConsensusLog.open(logData, directory.logHead(), new LogRecordCodec(cache));
    consensusLog = found.log();
    evidence = EvidenceStore.open(logData, codec);
    recovered = recover(found);
  }

  static NodeStores open(NodeIdentity identity, Path path) throws StorageException {
    Genesis genesis = identity.genesis();
    SigningDomain domain = genesis.signingDomain();
    TransactionCache cache =
        new TransactionCache(
            genesis.chainId(), genesis.allowUnprotected(), TransactionCache.DEFAULT_CAPACITY);
    ChainMarker marker = new ChainMarker(genesis.chainId(), domain.genesisHash(), identity.index());
    DataDirectory directory = DataDirectory.open(path, marker);
    try {
      return new NodeStores(directory, domain, genesis, cache);
    } catch (StorageException | RuntimeException e) {
      directory.close();
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
    TreeMap<SequenceNumber, Digest> states = new TreeMap<>();
    for (long height = stable; height <= chain.tip().header().number(); height++) {
      BlockHeader header = chain.header(height).orElseThrow();
      states.put(SequenceNumber.of(height), ReplicaLoop.digestOf(header));
    }
    log.info("{}", RecoveryText.of(records, stable, chain.tip().header().number()));
    return new RecoveredState(records, states);
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

  ChainStore chain() {
    return chain;
  }

  ConsensusLog log() {
    return consensusLog;
  }

  EvidenceStore evidence() {
    return evidence;
  }

  SigningDomain domain() {
    return domain;
  }

  TransactionCache transactions() {
    return transactions;
  }

  RecoveredState recovered() {
    return recovered;
  }

  @Override
  public void close() throws StorageException {
    try {
      consensusLog.close();
      chainData.close();
    } finally {
      directory.close();
    }
  }
}
