package org.tetrarch.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.rlp.RlpWriter;

class ConsensusCodecTest {
  private final ConsensusCodec codec = new ConsensusCodec(Samples.cache());
  private final LogRecordCodec records = new LogRecordCodec(Samples.cache());

  @Test
  void everyEnvelopeSurvivesItsEncoding() throws Exception {
    CodecProperties.roundTrip(500, Samples::envelope, codec::encode, codec::decodeEnvelope);
  }

  @Test
  void everyLogRecordSurvivesItsEncoding() throws Exception {
    CodecProperties.roundTrip(500, Samples::logRecord, records::encode, records::decode);
  }

  @Test
  void certificatesAndEvidenceSurviveTheirEncoding() throws Exception {
    CodecProperties.roundTrip(100, Samples::stable, codec::encode, codec::decodeStableCheckpoint);
    CodecProperties.roundTrip(
        100, Samples::prepared, codec::encode, codec::decodePreparedCertificate);
    CodecProperties.roundTrip(100, Samples::evidence, codec::encode, codec::decodeEvidence);
    CodecProperties.roundTrip(100, Samples::batch, codec::encode, codec::decodeBatch);
  }

  @Test
  void garbledEnvelopesAreRefusedByTheCheckedExceptionAlone() {
    int refused =
        CodecProperties.garbledBytesAreRefusedOrCanonical(
            60_000, Samples::envelope, codec::encode, codec::decodeEnvelope);
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void garbledLogRecordsAreRefusedByTheCheckedExceptionAlone() {
    int refused =
        CodecProperties.garbledBytesAreRefusedOrCanonical(
            40_000, Samples::logRecord, records::encode, records::decode);
    assertThat(refused).isGreaterThan(7_000);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = codec.encode(new Samples(7).evidence());
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> codec.decodeEvidence(cut)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void onlyAPrePrepareComesWithABatch() {
    Samples samples = new Samples(3);
    byte[] prepare = new byte[0];
    while (prepare.length == 0) {
      var statement = samples.statement();
      if (statement.message() instanceof Prepare) {
        prepare = codec.encode(statement);
      }
    }
    byte[] both =
        new RlpWriter()
            .beginList()
            .addEncoded(prepare)
            .addEncoded(samples.batch().encoded())
            .endList()
            .toBytes();
    assertThatThrownBy(() -> codec.decodeEnvelope(both))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("only a pre-prepare");
  }

  @Test
  void evidenceOfNoConflictIsRefused() {
    Samples samples = new Samples(5);
    byte[] statement = codec.encode(samples.statement());
    byte[] twice =
        new RlpWriter().beginList().addEncoded(statement).addEncoded(statement).endList().toBytes();
    assertThatThrownBy(() -> codec.decodeEvidence(twice)).isInstanceOf(MalformedException.class);
  }

  @Test
  void listsLongerThanTheirBoundAreRefused() {
    RlpWriter writer = new RlpWriter().beginList().add(1).add(new byte[32]).beginList();
    for (int i = 0; i <= StatementReader.MAX_REPLICAS; i++) {
      writer.add(0);
    }
    byte[] encoded = writer.endList().endList().toBytes();
    assertThatThrownBy(() -> codec.decodeStableCheckpoint(encoded))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("more than 1024");
  }

  @Test
  void aProposalGivesItsBatchBackWithTheDigestOfItsBytes() throws MalformedException {
    Samples samples = new Samples(11);
    Envelope envelope = samples.envelope();
    while (!(envelope instanceof Envelope.Proposal)) {
      envelope = samples.envelope();
    }
    Envelope decoded = codec.decodeEnvelope(codec.encode(envelope));
    assertThat(((Envelope.Proposal) decoded).batch().digest())
        .isEqualTo(((Envelope.Proposal) envelope).batch().digest());
  }
}
