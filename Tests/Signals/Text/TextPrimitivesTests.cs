using System.Text.Json;
using LlmAspire.Signals.Text;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Signals.Text;

public sealed class TextPrimitivesTests
{
    [Fact]
    public void Tokens_and_length_of_a_text_are_those_of_the_reference()
    {
        Check(38, static (test, expected) =>
        {
            var cut = TextCut.ToLength(test.GetProperty("text").GetString()!, test.GetProperty("max_length").GetInt32());
            return TextCut.CountCharacters(cut) == expected.GetProperty("raw_char_count").GetInt32()
                && NormalizedText.From(cut).ToTokens().SequenceEqual(Texts(expected, "tokens"));
        });
    }

    [Fact]
    public void A_text_contains_a_phrase_where_the_reference_says_so()
    {
        Check(38, static (test, expected) => !test.TryGetProperty("phrase", out var phrase)
            || NormalizedText.From(test.GetProperty("text").GetString()!).Contains(NormalizedText.From(phrase.GetString()!))
                == expected.GetProperty("contains_phrase").GetBoolean());
    }

    [Fact]
    public void A_text_matches_a_phrase_where_the_reference_says_so()
    {
        Check(38, static (test, expected) =>
        {
            if (!test.TryGetProperty("pattern", out var pattern))
            {
                return true;
            }

            var phrases = new PhraseIndex(
                [[pattern.GetString()!]],
                (float)test.GetProperty("char_threshold").GetDouble(),
                (float)test.GetProperty("cosine_threshold").GetDouble());
            var text = NormalizedText.From(test.GetProperty("text").GetString()!);
            var matches = phrases.FirstMatches(text, TrigramSet.From(text.Text))[0] == 0;
            return matches == expected.GetProperty("matches").GetBoolean();
        });
    }

    [Fact]
    public void Trigrams_are_as_similar_as_the_reference_says()
    {
        Check(38, static (test, expected) =>
        {
            if (!test.TryGetProperty("pattern", out var pattern))
            {
                return true;
            }

            var text = TrigramSet.From(NormalizedText.From(test.GetProperty("text").GetString()!).Text);
            var phrase = TrigramSet.From(WordText.WithoutPunctuation(LowerCase.Of(pattern.GetString()!)));
            var similarity = text.Count == 0 || phrase.Count == 0 ? 0 : text.Similarity(phrase);
            return Math.Abs(similarity - expected.GetProperty("layer1_trigram_jaccard").GetDouble()) < 1e-4;
        });
    }

    private static void Check(int cases, Func<JsonElement, JsonElement, bool> holds)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("conformance/signals_text_primitives.json")));
        var results = document.RootElement.GetProperty("cases").EnumerateArray()
            .Select(test => (Id: test.GetProperty("id").GetString(), Holds: holds(test, test.GetProperty("expected"))))
            .ToArray();

        Assert.Equal(cases, results.Length);
        Assert.Empty(results.Where(static result => !result.Holds).Select(static result => result.Id));
    }

    private static IEnumerable<string> Texts(JsonElement expected, string name) =>
        expected.GetProperty(name).EnumerateArray().Select(static text => text.GetString()!);
}
