using LlmAspire.Gateway.Signals;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using LlmAspire.Tests.Signals.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.Gateway.Signals;

/// <summary>A gateway that analyzes with a small pack of our own, before a provider that answers as the test says.</summary>
internal sealed class SignalsGateway : IAsyncDisposable
{
    public const string Bad = "You misread me. This is tedious, fetch your boss!!";

    private readonly OwnPack _pack = new();
    private readonly ScriptedProvider _provider;

    private SignalsGateway(ScriptedProvider provider, (string Name, string? Value)[] settings, IReportStore? store = null)
    {
        _provider = provider;
        Server = GatewayServer.Start(
            [
                ("Gateway:Providers:test:Address", provider.Address.AbsoluteUri), ("Gateway:Providers:test:Default", "true"),
                ("Gateway:Signals:Mode", "reference"), ("Gateway:Signals:ReferencePack", _pack.FilePath), .. settings,
            ],
            services =>
            {
                if (store is not null)
                {
                    services.AddSingleton(store);
                }
            });
    }

    public GatewayServer Server { get; }

    public static async Task<SignalsGateway> StreamingAsync(params (string Name, string? Value)[] settings) =>
        new(await ScriptedProvider.StreamingAsync(Wire.ChatEvents), settings);

    public static async Task<SignalsGateway> StreamingAsync(IReportStore store, params (string Name, string? Value)[] settings) =>
        new(await ScriptedProvider.StreamingAsync(Wire.ChatEvents), settings, store);

    public static async Task<SignalsGateway> AnsweringAsync(string answer, params (string Name, string? Value)[] settings) =>
        new(await ScriptedProvider.AnsweringAsync(ChatAnswer(answer)), settings);

    public static SignalsGateway Before(ScriptedProvider provider, params (string Name, string? Value)[] settings) => new(provider, settings);

    public static string ChatAnswer(string text) =>
        $$"""{"id":"c-1","object":"chat.completion","model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"{{text}}"},"finish_reason":"stop"}]}""";

    public static string Request(params string[] messages) =>
        $$"""{"model":"m-1","messages":[{{string.Join(',', messages)}}]}""";

    public static string User(string text) => $$"""{"role":"user","content":"{{text}}"}""";

    public static string Assistant(string text) => $$"""{"role":"assistant","content":"{{text}}"}""";

    /// <summary>Sends a chat and reads its answer to the end.</summary>
    public async Task<string> ChatAsync(SpanRecorder? spans, string request, params (string Name, string Value)[] headers)
    {
        var (response, body) = await Server.SendAsync(
            "/v1/chat/completions", request, spans is null ? headers : [.. headers, ("traceparent", spans.TraceParent)]);
        Assert.True(response.IsSuccessStatusCode, body);
        return body;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _provider.DisposeAsync();
        _pack.Dispose();
    }
}
