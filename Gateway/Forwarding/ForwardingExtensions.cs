using System.Text;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Providers;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Registers and maps the forwarding of calls.</summary>
internal static class ForwardingExtensions
{
    /// <summary>Adds YARP's forwarder and the way to it.</summary>
    /// <param name="services">The gateway's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddSingleton<ProviderConnections>();
        services.AddSingleton<ProviderForwarder>();
        services.AddSingleton<GatewayEnd>();
        services.AddHostedService(static provider => provider.GetRequiredService<GatewayEnd>());
        services.AddSingleton<CallServices>();
        services.AddSingleton<LlmCallHandler>();
        services.AddSingleton<RequestGuard>();

        // HttpClient reads a header byte by byte; so it goes on, also where it is not ASCII, which Kestrel would else refuse.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1);

        // Kestrel's own queues for what comes and goes were measured to cost more than they spare, beside connections to providers that have none.
        services.Configure<SocketTransportOptions>(static sockets => sockets.IOQueueCount = 0);

        // RequestGuard does this, with an answer in the caller's shape.
        services.PostConfigure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
        return services;
    }

    /// <summary>Middleware for every request: the headers of each answer, errors in the caller's shape, and the Host check.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication UseGatewayAnswers(this WebApplication app)
    {
        app.Use(AnswerHeaders.AddAsync);
        app.UseExceptionHandler(handler => handler.Run(context => ErrorResponses.WriteAsync(
            context.Response, Api.ErrorsAt(context.Request.Path), GatewayError.Internal(), context.RequestAborted)));
        app.Use(app.Services.GetRequiredService<RequestGuard>().CheckHostAsync);
        return app;
    }

    /// <summary>Maps the endpoint of each API, the providers' own paths, and the paths that are listed.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication MapLlmApis(this WebApplication app)
    {
        var calls = app.Services.GetRequiredService<LlmCallHandler>();
        foreach (var api in Api.All)
        {
            app.MapPost(api.Path, context => calls.InvokeAsync(context, api));
        }

        app.Map(Api.NativePrefix + "{provider}/{**path}", calls.InvokeNativeAsync);
        var catalog = app.Services.GetRequiredService<ProviderCatalog>();
        foreach (var listed in app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.PassThrough)
        {
            var provider = catalog.ByName(listed.Provider)!;

            // After everything that the gateway serves itself, so that no listed path takes an API out of its sight.
            app.Map(listed.Pattern, context => calls.PassThroughAsync(context, provider)).WithOrder(1);
        }

        return app;
    }

    /// <summary>Answers everything that is not mapped: 404 in the shape that the path suggests.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication MapUnknownPaths(this WebApplication app)
    {
        app.MapFallback("{**path}", context => ErrorResponses.WriteAsync(
            context.Response,
            Api.ErrorsAt(context.Request.Path),
            GatewayError.NoSuchPath(context.Request.Method, context.Request.Path),
            context.RequestAborted));
        return app;
    }
}
