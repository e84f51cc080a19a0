// Reads and writes keystore files with the libraries that wallets are made of:
//   node keystore.mjs LIBRARY read FILE PASSWORD         prints the address
//   node keystore.mjs LIBRARY write FILE PASSWORD KEY    prints the address
import { readFileSync, writeFileSync } from "node:fs";
import { Wallet as EthersWallet, encryptKeystoreJsonSync } from "ethers";
import { Wallet as EthereumjsWallet } from "@ethereumjs/wallet";

const libraries = {
  ethers: {
    read: async (text, password) => (await EthersWallet.fromEncryptedJson(text, password)).address,
    write: (key, password) =>
      encryptKeystoreJsonSync(new EthersWallet(key), password, { scrypt: { N: 8192 } }),
  },
  // What MyEtherWallet and MetaMask use. It writes PBKDF2 when asked to.
  ethereumjs: {
    read: async (text, password) =>
      (await EthereumjsWallet.fromV3(text, password)).getChecksumAddressString(),
    write: (key, password) =>
      EthereumjsWallet.fromPrivateKey(Buffer.from(key.slice(2), "hex")).toV3String(password, {
        kdf: "pbkdf2",
        c: 10_000,
      }),
  },
};

const [library, action, file, password, key] = process.argv.slice(2);
const { read, write } = libraries[library];
if (action === "write") {
  writeFileSync(file, await write(key, password));
}
console.log(await read(readFileSync(file, "utf8"), password));
