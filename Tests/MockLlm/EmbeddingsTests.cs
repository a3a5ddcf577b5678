using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class EmbeddingsTests
{
    private const string Path = "/v1/embeddings";

    [Fact]
    public async Task Texts_that_share_words_are_nearer_than_texts_that_do_not()
    {
        await using var mock = MockLlmServer.Start();

        var vectors = await VectorsAsync(mock, """{"model":"mock","input":["red boat on water","a red boat","seven green maps"]}""");

        Assert.True(Dot(vectors[0], vectors[1]) > Dot(vectors[0], vectors[2]) + 0.2);
    }

    [Fact]
    public async Task Dimensions_are_the_vectors_length()
    {
        await using var mock = MockLlmServer.Start();

        Assert.Equal(64, (await VectorsAsync(mock, """{"model":"mock","input":"x","dimensions":64}"""))[0].Length);
    }

    [Fact]
    public async Task Base64_holds_the_same_numbers()
    {
        await using var mock = MockLlmServer.Start();

        var plain = await VectorsAsync(mock, """{"model":"mock","input":"some text","dimensions":32}""");
        var packed = await Chat.AskAsync(
            mock.Client, JsonNode.Parse("""{"model":"mock","input":"some text","dimensions":32,"encoding_format":"base64"}""")!, Path);

        var bytes = Convert.FromBase64String((string)packed["data"]![0]!["embedding"]!);
        Assert.Equal(plain[0], MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    [Theory]
    [InlineData("""{"model":"mock"}""", "input")]
    [InlineData("""{"model":"mock","input":[]}""", "input")]
    [InlineData("""{"model":"mock","input":7}""", "input")]
    [InlineData("""{"model":"mock","input":"x","dimensions":0}""", "dimensions")]
    [InlineData("""{"model":"mock","input":"x","encoding_format":"hex"}""", "encoding_format")]
    public async Task A_request_that_OpenAI_refuses_is_refused_in_its_shape(string body, string param)
    {
        await using var mock = MockLlmServer.Start();

        Assert.Equal(param, Chat.Error(await Chat.AskAsync(mock.Client, JsonNode.Parse(body)!, Path)).Param);
    }

    private static async Task<float[][]> VectorsAsync(MockLlmServer mock, string body)
    {
        var answer = await Chat.AskAsync(mock.Client, JsonNode.Parse(body)!, Path);
        return [.. answer["data"]!.AsArray().Select(item => item!["embedding"]!.AsArray().Select(value => (float)value!).ToArray())];
    }

    private static double Dot(float[] one, float[] other) => one.Zip(other).Sum(pair => (double)pair.First * pair.Second);
}
