package org.tetrarch.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;

class StateOverlayTest {
  private static final Address ALICE = Address.fromHex("aa".repeat(20));
  private static final Address BOB = Address.fromHex("bb".repeat(20));

  private final AccountView base =
      address -> address.equals(ALICE) ? new Account(3, Wei.of(100)) : Account.EMPTY;
  private final StateOverlay overlay = new StateOverlay(base);

  @Test
  void changesAreSeenAboveAndNotBelow() {
    overlay.debit(ALICE, Wei.of(30));
    overlay.credit(BOB, Wei.of(30));
    overlay.incrementNonce(ALICE);

    assertThat(overlay.account(ALICE)).isEqualTo(new Account(4, Wei.of(70)));
    assertThat(overlay.balance(BOB)).isEqualTo(Wei.of(30));
    assertThat(base.account(ALICE)).isEqualTo(new Account(3, Wei.of(100)));
    assertThat(overlay.changes()).containsOnlyKeys(ALICE, BOB);
  }

  @Test
  void aSnapshotThatIsThrownAwayRollsBack() {
    overlay.credit(BOB, Wei.of(1));
    StateOverlay snapshot = overlay.snapshot();
    snapshot.credit(BOB, Wei.of(5));

    assertThat(snapshot.balance(BOB)).isEqualTo(Wei.of(6));
    assertThat(overlay.balance(BOB)).isEqualTo(Wei.of(1));
    assertThat(snapshot.changes()).containsOnlyKeys(BOB);
  }

  @Test
  void theSameChangesCanBeLaidOverWhatTheParentHasBecome() {
    overlay.credit(BOB, Wei.of(1));
    StateOverlay moved = overlay.over(address -> new Account(9, Wei.of(9)));
    overlay.credit(BOB, Wei.of(1));

    assertThat(moved.balance(BOB)).isEqualTo(Wei.of(1));
    assertThat(moved.nonce(ALICE)).isEqualTo(9);
  }

  @Test
  void moneyThatIsNotThereIsNotMoved() {
    assertThatThrownBy(() -> overlay.debit(ALICE, Wei.of(101)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> overlay.credit(ALICE, Wei.MAX))
        .isInstanceOf(ArithmeticException.class);
    assertThat(overlay.changes()).isEmpty();
  }

  @Test
  void nothingMovedTouchesNobody() {
    overlay.credit(BOB, Wei.ZERO);
    overlay.debit(BOB, Wei.ZERO);
    assertThat(overlay.changes()).isEmpty();
  }
}
