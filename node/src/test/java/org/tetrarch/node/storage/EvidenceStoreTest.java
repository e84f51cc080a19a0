package org.tetrarch.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tetrarch.node.storage.LogRecords.equivocation;

import org.junit.jupiter.api.Test;

class EvidenceStoreTest {
  private final MemoryStore store = new MemoryStore();

  private EvidenceStore open() throws StorageException {
    return EvidenceStore.open(store, LogRecords.consensusCodec());
  }

  @Test
  void evidenceSurvivesRestartOldestFirst() throws Exception {
    EvidenceStore evidence = open();
    evidence.put(equivocation(3, 7), 2000);
    evidence.put(equivocation(1, 9), 1000);

    assertThat(open().list())
        .containsExactly(
            new EvidenceStore.Kept(equivocation(1, 9), 1000),
            new EvidenceStore.Kept(equivocation(3, 7), 2000));
  }

  @Test
  void onePieceIsKeptForACulpritAndSubject() throws Exception {
    EvidenceStore evidence = open();

    assertThat(evidence.put(equivocation(3, 7), 1000)).isTrue();
    assertThat(evidence.put(equivocation(3, 7), 2000)).isFalse();
    assertThat(open().put(equivocation(3, 7), 3000)).isFalse();
    assertThat(evidence.put(equivocation(2, 7), 3000)).isTrue();
    assertThat(open().list()).hasSize(2);
  }

  @Test
  void liarCannotFillTheDisk() throws Exception {
    EvidenceStore evidence = open();
    for (int i = 0; i < EvidenceStore.MAX_PER_CULPRIT; i++) {
      assertThat(evidence.put(equivocation(3, i), i)).isTrue();
    }

    assertThat(evidence.put(equivocation(3, 1_000_000), 1)).isFalse();
    assertThat(store.syncs()).isEqualTo(1);
    assertThat(evidence.put(equivocation(2, 1), 1)).isTrue();
  }
}
