package org.tetrarch.node.wire.planted;

import io.javalin.Javalin;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.fusesource.leveldbjni.JniDBFactory;
import org.tetrarch.node.execution.ChainHead;
import org.tetrarch.stranger.Stranger;
import org.tetrarch.web.WebServer;

/** What the package around it must not do, one class each, so that the rules are seen to fail. */
public final class Offences {
  private Offences() {}

  public static final class OtherModule {
    int ask() {
      return Stranger.answer();
    }
  }

  public static final class HigherLayer {
    long height(ChainHead head) {
      return head.height();
    }
  }

  public static final class TheWhole {
    Class<?> node() throws ClassNotFoundException {
      return org.tetrarch.node.NodeOptions.class;
    }
  }

  public static final class OpensSocket {
    Object open() throws IOException {
      return new Socket("localhost", 1);
    }
  }

  public static final class OpensChannel {
    Object open() throws IOException {
      return SocketChannel.open();
    }
  }

  public static final class KnowsNetty {
    Object buffer() {
      return Unpooled.buffer();
    }
  }

  public static final class ReadsFile {
    byte[] read() throws IOException {
      return Files.readAllBytes(Path.of("file"));
    }
  }

  public static final class OpensFile {
    Object open() throws IOException {
      return new RandomAccessFile("file", "r");
    }
  }

  public static final class KnowsLevelDb {
    Object factory() {
      return JniDBFactory.factory;
    }
  }

  public static final class KnowsWeb {
    Class<?> server() {
      return WebServer.class;
    }
  }

  public static final class KnowsJavalin {
    Class<?> server() {
      return Javalin.class;
    }
  }

  public static final class ReadsMillis {
    long now() {
      return System.currentTimeMillis();
    }
  }

  public static final class ReadsNanos {
    long now() {
      return System.nanoTime();
    }
  }

  public static final class ReadsInstant {
    Instant now() {
      return Instant.now();
    }
  }

  public static final class StartsThread {
    void start() {
      Thread.ofVirtual().start(() -> {});
    }
  }
}
