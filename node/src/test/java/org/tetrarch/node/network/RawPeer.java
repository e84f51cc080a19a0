package org.tetrarch.node.network;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Random;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;
import org.tetrarch.node.wire.Frame;

/** A connection that says what a test wants, byte for byte, without any code of the network. */
final class RawPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final Random NONCES = new Random(20261124);

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  static RawPeer connect(int port) throws IOException {
    return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  static RawPeer of(Socket accepted) throws IOException {
    return new RawPeer(accepted);
  }

  /** What the other side said of itself. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Hello(long version, long chainId, Hash genesis, int index, byte[] nonce) {}

  static byte[] nonce() {
    byte[] nonce = new byte[32];
    NONCES.nextBytes(nonce);
    return nonce;
  }

  static byte[] hello(long version, SigningDomain domain, int index, byte[] nonce) {
    RlpWriter hello = new RlpWriter().beginList().add(version).add(domain.chainId());
    return hello.add(domain.genesisHash()).add(index).add(nonce).endList().toBytes();
  }

  Hello readHello() throws IOException, MalformedException {
    List<RlpItem> fields = Rlp.decode(read()).list(5);
    return new Hello(
        fields.get(0).asLong(),
        fields.get(1).asLong(),
        fields.get(2).asHash(),
        fields.get(3).asInt(),
        fields.get(4).asBytes());
  }

  static byte[] proof(
      SigningDomain domain, PrivateKey key, int signer, int other, byte[] own, byte[] others) {
    RlpWriter body = new RlpWriter().beginList().add(signer).add(other);
    byte[] statement = body.add(own).add(others).endList().toBytes();
    return key.sign(domain.signingHash("HANDSHAKE", statement)).toBytes();
  }

  /** Introduces itself as a replica of the test chain, with its key, to another. */
  RawPeer introducedAs(int index) throws IOException, MalformedException {
    byte[] nonce = nonce();
    write(hello(1, Replicas.DOMAIN, index, nonce));
    Hello other = readHello();
    write(proof(Replicas.DOMAIN, Replicas.key(index), index, other.index(), nonce, other.nonce()));
    read();
    return this;
  }

  /** With its length before it. */
  void write(byte[] content) throws IOException {
    out.writeInt(content.length);
    out.write(content);
    out.flush();
  }

  void send(Frame frame) throws IOException {
    write(Replicas.codec().encode(frame));
  }

  void writeRaw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  byte[] read() throws IOException {
    byte[] content = new byte[in.readInt()];
    in.readFully(content);
    return content;
  }

  /** Reads until the other side ends the connection; fails if it does not. */
  void awaitEnd() throws IOException {
    try {
      in.readAllBytes();
    } catch (SocketException reset) {
      // Ended as well.
      return;
    }
  }

  /** Ends the connection with a reset, as a process that is killed may. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
