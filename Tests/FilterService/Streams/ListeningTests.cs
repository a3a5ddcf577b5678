using LlmAspire.Tests.FilterService.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlmAspire.Tests.FilterService.Streams;

public sealed class ListeningTests
{
    [Fact]
    public async Task Pauses_sizes_and_numbers_of_answers_have_no_limit_of_the_server()
    {
        await using var service = FilterServer.Start();

        var limits = service.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Null(limits.MinRequestBodyDataRate);
        Assert.Null(limits.MinResponseDataRate);
        Assert.Null(limits.MaxRequestBodySize);
        Assert.True(limits.Http2.MaxStreamsPerConnection >= 10_000);
    }

    [Fact]
    public async Task Health_is_answered_over_http_1_beside_the_stream_protocol()
    {
        await using var service = FilterServer.Start();

        using var response = await service.Client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        Assert.NotEqual(service.Address, service.StreamAddress);
    }

    [Fact]
    public async Task Starting_says_nothing_of_overridden_addresses()
    {
        var logs = new LogRecorder();

        await using var service = FilterServer.Start(host => host.ConfigureLogging(logging => logging.AddProvider(logs)));

        Assert.DoesNotContain(logs.Entries, entry => entry.ToString().Contains("Overriding", StringComparison.Ordinal));
    }
}
