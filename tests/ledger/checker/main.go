// Checks what is asked of it with the code that Go itself trusts: reads questions as JSON from
// standard input, and writes an answer for each.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type Question struct {
	Ask                string
	Note               string
	Keys               []string
	Index, Size, Since int64
	Entry, Root, Old   tlog.Hash
	Proof              []tlog.Hash
	Text               string
}

type Answer struct {
	Refusal string   `json:"refusal"`
	Text    string   `json:"text"`
	Names   []string `json:"names"`
}

var asked = map[string]func(Question) (Answer, error){
	"open":  open,
	"sign":  sign,
	"in":    in,
	"grown": grown,
	"tiles": tiles,
}

func open(q Question) (Answer, error) {
	verifiers := make([]note.Verifier, len(q.Keys))
	for place, key := range q.Keys {
		verifier, err := verifierOf(key)
		if err != nil {
			return Answer{}, err
		}
		verifiers[place] = verifier
	}
	opened, err := note.Open([]byte(q.Note), note.VerifierList(verifiers...))
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Text: opened.Text}
	for _, one := range opened.Sigs {
		answer.Names = append(answer.Names, one.Name)
	}
	return answer, nil
}

func sign(q Question) (Answer, error) {
	private, public, err := note.GenerateKey(rand.Reader, q.Keys[0])
	if err != nil {
		return Answer{}, err
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		return Answer{}, err
	}
	signed, err := note.Sign(&note.Note{Text: q.Text}, signer)
	return Answer{Text: string(signed), Names: []string{public}}, err
}

func in(q Question) (Answer, error) {
	return Answer{}, tlog.CheckRecord(q.Proof, q.Size, q.Root, q.Index, q.Entry)
}

func grown(q Question) (Answer, error) {
	return Answer{}, tlog.CheckTree(q.Proof, q.Size, q.Root, q.Since, q.Old)
}

func tiles(q Question) (Answer, error) {
	answer := Answer{}
	for _, tile := range tlog.NewTiles(8, q.Since, q.Size) {
		// Go names the height of a tile; C2SP, where it is always 8, does not.
		answer.Names = append(answer.Names, strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
	}
	return answer, nil
}

// A witness signs the moment as well (https://c2sp.org/tlog-cosignature): Go has no such key.
type witness struct {
	name   string
	id     uint32
	public ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.id }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	seen := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seen, text)
	return ed25519.Verify(w.public, []byte(message), signature[8:])
}

func verifierOf(written string) (note.Verifier, error) {
	parts := strings.SplitN(written, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || key[0] != 4 {
		return note.NewVerifier(written)
	}
	named := sha256.Sum256(bytes.Join([][]byte{[]byte(parts[0] + "\n"), key}, nil))
	id := binary.BigEndian.Uint32(named[:])
	if fmt.Sprintf("%08x", id) != parts[1] {
		return nil, fmt.Errorf("the id is %08x", id)
	}
	return witness{parts[0], id, key[1:]}, nil
}

func main() {
	var questions []Question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := make([]Answer, len(questions))
	for place, question := range questions {
		answer, err := asked[question.Ask](question)
		if err != nil {
			answer = Answer{Refusal: err.Error()}
		}
		answers[place] = answer
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
