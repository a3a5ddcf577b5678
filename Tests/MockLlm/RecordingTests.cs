using System.Text;
using LlmAspire.MockLlm;
using LlmAspire.Tests.Infrastructure;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class RecordingTests : IDisposable
{
    private const string Stream = "data: {\"a\":\"é\"}\n\ndata: [DONE]\n\n";

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("recordings-");

    public RecordingTests()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "some-dialect"));
        File.WriteAllText(Path.Combine(Folder, "some-dialect", "stream.sse"), Stream);
        File.WriteAllBytes(Path.Combine(Folder, "some-dialect", "frames.eventstream"), [0, 1, 2, 255]);
        File.WriteAllText(Path.Combine(Folder, "some-dialect", "unlisted.json"), "{}");
        WriteIndex("""
            {"recordings":[
              {"file":"some-dialect/stream.sse","http_status":null,"response_headers":{}},
              {"file":"some-dialect/frames.eventstream","http_status":429,
               "response_headers":{"content-type":"application/x-frames","x-tokens":"7","Content-Length":"999"}}]}
            """);
    }

    private string Folder => Path.Combine(_temporary.FullName, "recordings");

    public void Dispose() => _temporary.Delete(recursive: true);

    [Fact]
    public async Task A_model_that_names_a_recording_gets_it_byte_for_byte()
    {
        await using var mock = Start();

        using var response = await Chat.PostAsync(mock.Client, Chat.Request("recorded/some-dialect/stream.sse"));

        Assert.Equal(Stream, await response.Content.ReadAsStringAsync(TestDeadline.Token));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/model/recorded/some-dialect/frames.eventstream/converse-stream")]
    [InlineData("/v1beta/models/recorded/some-dialect/frames.eventstream:streamGenerateContent")]
    public async Task A_path_can_name_the_recording_and_status_type_and_headers_are_those_recorded(string path)
    {
        await using var mock = Start();

        using var response = await mock.Client.PostAsync(path, new StringContent("{}"), TestDeadline.Token);

        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal("application/x-frames", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("7", Assert.Single(response.Headers.GetValues("x-tokens")));
        Assert.Equal([0, 1, 2, 255], await response.Content.ReadAsByteArrayAsync(TestDeadline.Token));
    }

    [Theory]
    [InlineData("recorded/some-dialect/unlisted.json")]
    [InlineData("recorded/../index.json")]
    [InlineData("recorded/some-dialect/../index.json")]
    [InlineData("recorded//etc/passwd")]
    public async Task What_the_index_does_not_list_is_an_unknown_model(string model)
    {
        await using var mock = Start();

        Assert.Equal("model_not_found", Chat.Error(await Chat.AskAsync(mock.Client, Chat.Request(model))).Code);
    }

    [Fact]
    public async Task A_replayed_recording_can_be_cut_and_listed()
    {
        await using var mock = Start();

        var answer = await RawAnswer.PostAsync(
            mock.BaseAddress, "/any", "{}", """x-mock-script: [{"split":[1]},{"replay":"some-dialect/stream.sse"}]""");

        Assert.Equal(Stream, Encoding.UTF8.GetString(answer.Body));
        Assert.True(answer.Frames.Count > 20);
        Assert.Equal(
            """["some-dialect/frames.eventstream","some-dialect/stream.sse"]""",
            await mock.Client.GetStringAsync("/mock/recordings", TestDeadline.Token));
    }

    [Fact]
    public async Task A_folder_without_an_index_stops_the_start_and_is_named()
    {
        File.Delete(Path.Combine(Folder, "index.json"));

        var failure = await FailedStart.OfAsync(typeof(MockLlmAssembly).Assembly, $"MockLlm:Recordings={Folder}");

        Assert.Contains("MockLlm:Recordings is '", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("""{"recordings":[{"file":"../outside.json"}]}""", "lists '../outside.json', which is no file in it")]
    [InlineData("""{"recordings":[{"file":"some-dialect/gone.json"}]}""", "lists 'some-dialect/gone.json', which is no file in it")]
    public async Task An_index_that_is_wrong_stops_the_start_and_says_why(string index, string why)
    {
        WriteIndex(index);
        File.WriteAllText(Path.Combine(Folder, "..", "outside.json"), "{}");

        var failure = await FailedStart.OfAsync(typeof(MockLlmAssembly).Assembly, $"MockLlm:Recordings={Folder}");

        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    private void WriteIndex(string json) => File.WriteAllText(Path.Combine(Folder, "index.json"), json);

    private MockLlmServer Start() => MockLlmServer.StartWith("Recordings", Folder);
}
