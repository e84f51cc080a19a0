package org.tetrarch.lab.mutation;

import java.util.List;

/** Mistakes in how blocks and records lie on the disk. */
final class StorageMutants {
  private static final String STORAGE = "node/src/main/java/org/tetrarch/node/storage/";
  private static final String CHAIN = STORAGE + "ChainStore.java";
  private static final String LOG = STORAGE + "ConsensusLog.java";
  private static final String HEAD = STORAGE + "LogHead.java";
  private static final String PRUNING = STORAGE + "LogPruning.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "block-not-synced",
              "a block is written without a sync",
              CHAIN,
              "addCertificate(batch, c)); store.write(batch, KeyValueStore.Durability.SYNCED);",
              "addCertificate(batch, c)); store.write(batch, KeyValueStore.Durability.BUFFERED);"),
          new Mutant(
              "block-without-state",
              "a block is written without the state that it leaves",
              CHAIN,
              "executed.newTrieNodes().forEach((hash, node) -> batch.put(ChainRecords.node(hash), node));",
              ""),
          new Mutant(
              "head-not-moved",
              "a block is written, but not that it is the newest",
              CHAIN,
              "batch.put(ChainRecords.HEAD, ChainRecords.encodeHead(block.header()));",
              """
              if (height == 0) {
                batch.put(ChainRecords.HEAD, ChainRecords.encodeHead(block.header()));
              }
              """),
          new Mutant(
              "certificate-not-kept",
              "a certificate is noted, but not kept",
              CHAIN,
              "batch.put(ChainRecords.certificate(certificate.height()), certificate.encoded());",
              ""),
          new Mutant(
              "log-not-synced",
              "records of the log are written without a sync",
              LOG,
              "addPruning(batch, b)); store.write(batch, KeyValueStore.Durability.SYNCED);",
              "addPruning(batch, b)); store.write(batch, KeyValueStore.Durability.BUFFERED);"),
          new Mutant(
              "head-file-ahead-of-the-log",
              "how far the log is is noted before the log is there",
              LOG,
              """
              store.write(batch, KeyValueStore.Durability.SYNCED);
              headFile.write(position);
              """,
              """
              headFile.write(position);
              store.write(batch, KeyValueStore.Durability.SYNCED);
              """),
          new Mutant(
              "head-in-one-slot",
              "how far the log is is noted in one place, which a power failure can tear",
              HEAD,
              "slot = 1 - slot;",
              ""),
          new Mutant(
              "never-pruned",
              "the log is never pruned",
              PRUNING,
              "if (records < WORTH_RECORDS && bytes < WORTH_BYTES) {",
              "if (bytes < WORTH_BYTES) {"));

  private StorageMutants() {}
}
